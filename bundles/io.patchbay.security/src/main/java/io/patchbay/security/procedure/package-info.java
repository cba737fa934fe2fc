/**
 * The procedures by which realms, users, groups, sources and grants are managed: they take apart
 * what was sent and say what came of it, and leave the rest to the operations. Private to the
 * bundle.
 */
@NullMarked
package io.patchbay.security.procedure;

import org.jspecify.annotations.NullMarked;
