/** Tickets: who has one comes in by it alone, in one realm or in all that share users. */
@NullMarked
package io.patchbay.security.ticket;

import org.jspecify.annotations.NullMarked;
