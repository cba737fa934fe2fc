/** Clients that want to come into a realm, and whom they want to be. Private to its bundle. */
@NullMarked
package io.patchbay.security.login;

import org.jspecify.annotations.NullMarked;
