/**
 * What can be done to realms, users, groups, sources and grants while the router runs, and what is
 * told of them. Knows nothing of how it is asked for. Private to the bundle.
 */
@NullMarked
package io.patchbay.security.operation;

import org.jspecify.annotations.NullMarked;
