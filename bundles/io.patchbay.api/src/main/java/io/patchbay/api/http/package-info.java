/**
 * HTTP routes on the router's shared listeners. For bundles that answer HTTP requests; see {@link
 * io.patchbay.api.http.HttpRoute}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
