/**
 * Realms: what the realm file says of them, who may join and what they may do. Private to the core.
 */
@NullMarked
package io.patchbay.core.realm;

import org.jspecify.annotations.NullMarked;
