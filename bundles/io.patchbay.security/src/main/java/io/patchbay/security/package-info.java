/** Realms and who may do what in them. Private to its bundle. */
@NullMarked
package io.patchbay.security;

import org.jspecify.annotations.NullMarked;
