/**
 * The extension point for serialization formats. For serializer bundles; see {@link
 * io.patchbay.api.serializer.Serializer}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.serializer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
