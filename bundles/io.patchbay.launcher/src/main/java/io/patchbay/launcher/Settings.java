package io.patchbay.launcher;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code etc/patchbay.properties}: what must be known before there is a framework. A missing file
 * means defaults.
 *
 * @param framework properties handed to the framework as they are
 */
record Settings(
        List<String> features,
        Duration drainTimeout,
        Duration watchInterval,
        Map<String, String> framework) {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\[env:([A-Za-z_][A-Za-z0-9_]*)(?:;default=([^\\]]*))?]");

    /**
     * @param environment looks up a variable, null if there is none
     */
    static Settings read(Path file, UnaryOperator<@Nullable String> environment) {
        var values = new Values(file, new HashMap<>());
        load(file).forEach((key, value) -> values.put(key, value, environment));
        var settings =
                new Settings(
                        values.names("features", "kernel,netty,core"),
                        Duration.ofSeconds(values.number("drain.timeout.s", 15, 0, 3600)),
                        Duration.ofMillis(values.number("watch.interval.ms", 500, 50, 60_000)),
                        values.framework());
        values.refuseRest();
        return settings;
    }

    private static Map<String, String> load(Path file) {
        var properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("%s: cannot be read: %s".formatted(file, e), e);
            }
        }
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(k -> map.put(k, properties.getProperty(k)));
        return map;
    }

    /** What is in the file and has not been asked for yet. */
    private record Values(Path file, Map<String, String> left) {

        void put(String key, String value, UnaryOperator<@Nullable String> environment) {
            Matcher variable = VARIABLE.matcher(value.strip());
            left.put(
                    key,
                    variable.replaceAll(
                            m -> Matcher.quoteReplacement(expand(key, m, environment))));
        }

        private String expand(
                String key,
                java.util.regex.MatchResult variable,
                UnaryOperator<@Nullable String> environment) {
            String value = environment.apply(variable.group(1));
            if (value == null) {
                value = variable.group(2);
            }
            if (value == null) {
                throw StartFailure.invalid(
                        file, key, variable.group(), "that the variable is set, or a default");
            }
            return value;
        }

        List<String> names(String key, String fallback) {
            String value = take(key, fallback);
            List<String> names = Stream.of(value.split(",")).map(String::strip).toList();
            if (!names.stream().allMatch(name -> name.matches("[A-Za-z0-9_.-]+"))) {
                throw StartFailure.invalid(file, key, value, "names, parted by commas");
            }
            return names;
        }

        long number(String key, long fallback, long least, long most) {
            String value = take(key, Long.toString(fallback));
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, together with what is out of range
            }
            throw StartFailure.invalid(
                    file, key, value, "a whole number from %d to %d".formatted(least, most));
        }

        Map<String, String> framework() {
            var properties = new HashMap<>(left);
            properties.keySet().removeIf(key -> !isFramework(key));
            left.keySet().removeAll(properties.keySet());
            return Map.copyOf(properties);
        }

        void refuseRest() {
            left.forEach(
                    (key, value) -> {
                        throw StartFailure.invalid(
                                file,
                                key,
                                value,
                                "one of the keys features, drain.timeout.s, watch.interval.ms, or"
                                        + " org.osgi.framework.* and felix.*");
                    });
        }

        private static boolean isFramework(String key) {
            return key.startsWith("org.osgi.framework.") || key.startsWith("felix.");
        }

        private String take(String key, String fallback) {
            String value = left.remove(key);
            return value == null ? fallback : value;
        }
    }
}
