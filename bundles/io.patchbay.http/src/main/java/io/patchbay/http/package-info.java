/**
 * HTTP listeners and the routes that bundles add to them.
 *
 * <p>For bundles that answer over HTTP.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.patchbay.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
