/** Procedures of applications that realms leave decisions to. Private to the bundle. */
@NullMarked
package io.patchbay.security.dynamic;

import org.jspecify.annotations.NullMarked;
