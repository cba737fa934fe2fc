/** Passwords: how they are kept, and whether one is right. Private to its bundle. */
@NullMarked
package io.patchbay.security.password;

import org.jspecify.annotations.NullMarked;
