/** Realms: what their file says of them, who may join and what they may do. */
@NullMarked
package io.patchbay.security.realm;

import org.jspecify.annotations.NullMarked;
