package io.patchbay.core;

import io.patchbay.api.config.Settings;
import io.patchbay.core.session.Limits;

import java.time.Duration;
import java.util.Map;

/**
 * What an operator configured.
 *
 * @param shutdownGrace for calls in flight when the router stops
 */
record CoreSettings(Limits limits, Duration shutdownGrace) {
    /** What is in force when nothing is configured. */
    static final CoreSettings USUAL = of(Map.of());

    /**
     * @throws io.patchbay.api.config.InvalidSetting naming file, key, value and what is expected
     */
    static CoreSettings of(Map<String, ?> properties) {
        Settings settings = Settings.of(Router.PID, Router.Config.class, properties);
        return new CoreSettings(limits(settings), millis(settings, "shutdown.grace.ms", 0));
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                millis(settings, "hello.timeout.ms", 1),
                millis(settings, "goodbye.timeout.ms", 1),
                number(settings, "outbound.limit.bytes", 4096),
                millis(settings, "slow.limit.ms", 1),
                number(settings, "calls.pending.max", 1),
                number(settings, "call.timeout.ms", 0),
                number(settings, "call.timeout.max.ms", 0),
                number(settings, "subscriptions.max", 1),
                number(settings, "registrations.max", 1),
                number(settings, "connections.max", 1),
                settings.choice("request.ids", "strict", "loose").equals("strict"));
    }

    private static Duration millis(Settings settings, String key, int least) {
        return Duration.ofMillis(number(settings, key, least));
    }

    private static int number(Settings settings, String key, int least) {
        return settings.integer(key, least, Integer.MAX_VALUE);
    }
}
