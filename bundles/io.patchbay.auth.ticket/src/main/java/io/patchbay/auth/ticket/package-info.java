/**
 * Ticket authentication.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.ticket;

import org.jspecify.annotations.NullMarked;
