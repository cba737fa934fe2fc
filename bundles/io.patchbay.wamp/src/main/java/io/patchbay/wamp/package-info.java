/**
 * The WAMP protocol as data: messages, URIs, options, payloads and error URIs. Depends on the JDK
 * alone; every other bundle may use it.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.wamp;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
