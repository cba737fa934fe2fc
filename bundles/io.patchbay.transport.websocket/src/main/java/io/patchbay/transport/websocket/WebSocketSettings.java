package io.patchbay.transport.websocket;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;

import java.time.Duration;
import java.util.Map;

/**
 * A valid configuration.
 *
 * @param listener the HTTP listener that serves it
 * @param messageLimitBytes the largest message that is accepted, all its frames together and
 *     inflated
 * @param frameTimeout what a message that was begun may take
 * @param pingInterval of silence, zero for no ping
 */
record WebSocketSettings(
        String listener,
        String path,
        Origins origins,
        int messageLimitBytes,
        int frameLimitBytes,
        Duration frameTimeout,
        Duration pingInterval,
        Duration pingTimeout,
        CompressionSettings compression) {

    private static final int DAY_MS = 86_400_000;
    private static final int LIMIT_BYTES_MIN = 128;
    private static final int LIMIT_BYTES_MAX = 1 << 30;

    /**
     * @throws InvalidSetting naming the key that cannot be used
     */
    static WebSocketSettings of(Map<String, Object> properties) {
        Settings settings =
                Settings.of(WebSocketTransport.PID, WebSocketTransport.Config.class, properties);
        return new WebSocketSettings(
                filled(settings, "listener"),
                path(settings),
                Origins.of(settings, "origins"),
                bytes(settings, "message.limit.bytes"),
                bytes(settings, "frame.limit.bytes"),
                millis(settings, "frame.timeout.ms", 1),
                millis(settings, "ping.interval.ms", 0),
                millis(settings, "ping.timeout.ms", 1),
                CompressionSettings.of(settings));
    }

    private static String filled(Settings settings, String key) {
        String value = settings.text(key);
        if (value.isEmpty()) {
            throw settings.invalid(key, "the name of a listener");
        }
        return value;
    }

    private static String path(Settings settings) {
        String path = settings.text("path");
        if (!path.startsWith("/") || path.contains("?") || path.contains("#")) {
            throw settings.invalid("path", "a path like /ws");
        }
        return path;
    }

    private static int bytes(Settings settings, String key) {
        return settings.integer(key, LIMIT_BYTES_MIN, LIMIT_BYTES_MAX);
    }

    private static Duration millis(Settings settings, String key, int min) {
        return Duration.ofMillis(settings.integer(key, min, DAY_MS));
    }
}
