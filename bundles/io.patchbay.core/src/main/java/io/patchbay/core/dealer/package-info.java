/** Registrations and the routing of calls. Private to the core. */
@NullMarked
package io.patchbay.core.dealer;

import org.jspecify.annotations.NullMarked;
