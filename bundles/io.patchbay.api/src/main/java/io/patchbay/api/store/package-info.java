/**
 * The extension point for durable records. For every bundle that has facts to keep, and for the one
 * bundle that keeps them; see {@link io.patchbay.api.store.Store}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
