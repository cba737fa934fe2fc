/** Realms: their rules, and what and who is in them. Private to the core. */
@NullMarked
package io.patchbay.core.realm;

import org.jspecify.annotations.NullMarked;
