package io.patchbay.http;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;
import io.patchbay.transport.netty.ListenerSettings;

import java.time.Duration;
import java.util.Map;

/**
 * A valid configuration of a listener.
 *
 * @param name the one that routes ask for, say {@code public}
 * @param bodiesBytes what the request bodies of all connections may take at one time
 */
record HttpSettings(String name, ListenerSettings listener, HttpLimits limits, long bodiesBytes) {

    private static final int DAY_MS = 86_400_000;
    private static final int BYTES_MIN = 128;

    /**
     * @throws InvalidSetting naming the key that cannot be used
     */
    static HttpSettings of(Map<String, Object> properties) {
        Settings settings = Settings.of(HttpListener.PID, HttpListener.Config.class, properties);
        String name = name(properties);
        return new HttpSettings(
                name,
                ListenerSettings.of("http-" + name, settings),
                limits(settings),
                settings.number("bodies.limit.bytes", 0, Long.MAX_VALUE));
    }

    /** The listener's name, which is a part of the name of its configuration file. */
    static String name(Map<String, Object> properties) {
        return Settings.instance(HttpListener.PID, properties);
    }

    private static HttpLimits limits(Settings settings) {
        return new HttpLimits(
                settings.integer("url.limit.bytes", BYTES_MIN, 1 << 20),
                settings.integer("header.limit.bytes", BYTES_MIN, 1 << 20),
                settings.integer("body.limit.bytes", 0, 1 << 30),
                millis(settings, "request.timeout.ms"),
                millis(settings, "answer.timeout.ms"),
                millis(settings, "idle.timeout.ms"));
    }

    private static Duration millis(Settings settings, String key) {
        return Duration.ofMillis(settings.integer(key, 1, DAY_MS));
    }
}
