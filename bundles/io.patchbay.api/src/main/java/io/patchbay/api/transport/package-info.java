/**
 * How bytes come in and go out: a transport accepts connections and hands each to the {@link
 * io.patchbay.api.transport.RouterDoor}. For transport bundles and the core.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
