package io.patchbay.transport.websocket;

import io.patchbay.api.config.Settings;

/**
 * How messages are compressed for clients that offer it.
 *
 * @param thresholdBytes the smallest message that is compressed
 * @param contextTakeover whether a message may refer to those before it: better, for some 300 KiB a
 *     connection
 */
record CompressionSettings(boolean on, int thresholdBytes, boolean contextTakeover) {
    static CompressionSettings of(Settings settings) {
        return new CompressionSettings(
                settings.flag("compression"),
                settings.integer("compression.threshold.bytes", 0, Integer.MAX_VALUE),
                settings.flag("compression.context.takeover"));
    }
}
