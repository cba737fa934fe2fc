package io.patchbay.transport.rawsocket;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;
import io.patchbay.transport.netty.ListenerSettings;

import java.time.Duration;

/**
 * A valid configuration.
 *
 * @param messageLimitBytes the largest message that is accepted, a power of two
 * @param pingInterval of silence, zero for no PING
 */
record RawSocketSettings(
        ListenerSettings listener,
        int messageLimitBytes,
        Duration handshakeTimeout,
        Duration frameTimeout,
        Duration pingInterval,
        Duration pingTimeout) {

    private static final int DAY_MS = 86_400_000;

    /**
     * @throws InvalidSetting naming the key that cannot be used
     */
    static RawSocketSettings of(String name, Settings settings) {
        return new RawSocketSettings(
                ListenerSettings.of(name, settings),
                messageLimit(settings),
                millis(settings, "handshake.timeout.ms", 1),
                millis(settings, "frame.timeout.ms", 1),
                millis(settings, "ping.interval.ms", 0),
                millis(settings, "ping.timeout.ms", 1));
    }

    /** The limit as the handshake tells it: 2^(9 + n) bytes. */
    int lengthNibble() {
        return Integer.numberOfTrailingZeros(messageLimitBytes / Frame.LENGTH_MIN);
    }

    private static int messageLimit(Settings settings) {
        String key = "message.limit.bytes";
        int bytes = settings.integer(key, Frame.LENGTH_MIN, Frame.LENGTH_MAX);
        if (Integer.bitCount(bytes) != 1) {
            throw settings.invalid(key, "a power of two from 512 to 16777216");
        }
        return bytes;
    }

    private static Duration millis(Settings settings, String key, int min) {
        return Duration.ofMillis(settings.integer(key, min, DAY_MS));
    }
}
