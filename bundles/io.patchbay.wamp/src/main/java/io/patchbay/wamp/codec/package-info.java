/**
 * Between bytes and messages: {@link io.patchbay.wamp.codec.MessageCodec} knows WAMP and no format,
 * a {@link io.patchbay.wamp.codec.Format} knows a format and no WAMP. For serializers and whoever
 * speaks WAMP on a wire.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.wamp.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
