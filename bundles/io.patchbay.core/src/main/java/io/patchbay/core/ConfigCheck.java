package io.patchbay.core;

import io.patchbay.core.session.Limits;
import java.time.Duration;

/** Turns what an operator configured into limits, or says what is wrong with it. */
final class ConfigCheck {
    private ConfigCheck() {}

    static Limits limits(Router.Config config) {
        return new Limits(
                millis("hello.timeout.ms", config.hello_timeout_ms()),
                millis("goodbye.timeout.ms", config.goodbye_timeout_ms()),
                atLeast("outbound.limit.bytes", config.outbound_limit_bytes(), 4096),
                millis("slow.limit.ms", config.slow_limit_ms()),
                atLeast("calls.pending.max", config.calls_pending_max(), 1),
                atLeast("connections.max", config.connections_max(), 1),
                sequentialIds(config.request_ids()));
    }

    static Duration shutdownGrace(Router.Config config) {
        return Duration.ofMillis(atLeast("shutdown.grace.ms", config.shutdown_grace_ms(), 0));
    }

    private static boolean sequentialIds(String value) {
        return switch (value) {
            case "strict" -> true;
            case "loose" -> false;
            default -> throw bad("request.ids", value, "strict or loose");
        };
    }

    private static Duration millis(String key, int value) {
        return Duration.ofMillis(atLeast(key, value, 1));
    }

    private static int atLeast(String key, int value, int least) {
        if (value < least) {
            throw bad(key, String.valueOf(value), "at least " + least);
        }
        return value;
    }

    private static IllegalArgumentException bad(String key, String value, String expected) {
        return new IllegalArgumentException(
                "io.patchbay.core.cfg: " + key + " = " + value + ", expected " + expected);
    }
}
