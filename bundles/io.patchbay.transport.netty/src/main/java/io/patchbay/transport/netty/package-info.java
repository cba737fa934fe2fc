/**
 * Event loops, listeners and TLS that the transports share.
 *
 * <p>For transports and the HTTP listeners.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.patchbay.transport.netty;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
