package io.patchbay.core;

import io.patchbay.core.session.Limits;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Turns what an operator configured into limits, or says what is wrong with it. */
final class ConfigCheck {
    private static final String FILE = "io.patchbay.core.cfg";

    private final Map<String, String> values = new TreeMap<>();

    /**
     * @param properties as configured, of the right type or as text; defaults count for the rest
     */
    ConfigCheck(Map<String, ?> properties) {
        for (Method key : Router.Config.class.getDeclaredMethods()) {
            String name = key.getName().replace('_', '.');
            Object given = properties.get(name);
            values.put(name, String.valueOf(given == null ? key.getDefaultValue() : given).strip());
        }
    }

    /** What is in force when nothing is configured. */
    static ConfigCheck defaults() {
        return new ConfigCheck(Map.of());
    }

    /**
     * @throws IllegalArgumentException naming file, key, value and what is expected
     */
    Limits limits() {
        return new Limits(
                millis("hello.timeout.ms", 1),
                millis("goodbye.timeout.ms", 1),
                number("outbound.limit.bytes", 4096),
                millis("slow.limit.ms", 1),
                number("calls.pending.max", 1),
                number("call.timeout.ms", 0),
                number("call.timeout.max.ms", 0),
                number("subscriptions.max", 1),
                number("registrations.max", 1),
                number("connections.max", 1),
                sequentialIds());
    }

    /**
     * @throws IllegalArgumentException naming file, key, value and what is expected
     */
    Duration shutdownGrace() {
        return millis("shutdown.grace.ms", 0);
    }

    private boolean sequentialIds() {
        return switch (text("request.ids")) {
            case "strict" -> true;
            case "loose" -> false;
            default -> throw bad("request.ids", "strict or loose");
        };
    }

    private Duration millis(String key, int least) {
        return Duration.ofMillis(number(key, least));
    }

    private int number(String key, int least) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of range.
        }
        throw bad(key, "a whole number from " + least + " to " + Integer.MAX_VALUE);
    }

    private String text(String key) {
        return values.getOrDefault(key, "");
    }

    private IllegalArgumentException bad(String key, String expected) {
        return new IllegalArgumentException(
                FILE + ": " + key + " = " + text(key) + ": expected " + expected);
    }
}
