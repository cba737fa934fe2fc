/**
 * The extension point for metrics. For every bundle that counts something; see {@link
 * io.patchbay.api.metrics.MetricSource}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
