/**
 * Prometheus exposition of what the router counts.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.metrics;

import org.jspecify.annotations.NullMarked;
