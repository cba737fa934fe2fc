/**
 * Realms, sessions, broker and dealer.
 *
 * <p>Nobody depends on it.
 */
@NullMarked
package io.patchbay.core;

import org.jspecify.annotations.NullMarked;
