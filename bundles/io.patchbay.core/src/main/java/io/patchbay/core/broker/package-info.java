/** Subscriptions and the delivery of events. Private to the core. */
@NullMarked
package io.patchbay.core.broker;

import org.jspecify.annotations.NullMarked;
