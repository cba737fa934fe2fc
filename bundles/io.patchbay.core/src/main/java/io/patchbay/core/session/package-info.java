/** The life of a session, from HELLO to GOODBYE. Private to the core. */
@NullMarked
package io.patchbay.core.session;

import org.jspecify.annotations.NullMarked;
