/**
 * Liveness and readiness over HTTP.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.admin;

import org.jspecify.annotations.NullMarked;
