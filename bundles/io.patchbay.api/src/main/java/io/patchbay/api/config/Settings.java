package io.patchbay.api.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the properties of a component and explains what is wrong with them. Keys and default values
 * come from the component's {@code @ObjectClassDefinition}; values may be of the right type or
 * text, as configuration files give them. Immutable.
 */
public final class Settings {
    private static final String FILE = "felix.fileinstall.filename";
    private static final String SERVICE_PID = "service.pid";

    private final String source;
    private final Map<String, Object> values;

    private Settings(String source, Map<String, Object> values) {
        this.source = source;
        this.values = values;
    }

    /**
     * The settings in the properties of a component.
     *
     * @param pid names the source when the properties do not
     * @param definition the annotation type that lists the keys
     */
    public static Settings of(
            String pid, Class<? extends Annotation> definition, Map<String, ?> properties) {
        var values = new TreeMap<String, Object>();
        for (Method key : definition.getDeclaredMethods()) {
            String name = name(key.getName());
            Object given = properties.get(name);
            values.put(name, given != null ? given : key.getDefaultValue());
        }
        return new Settings(source(pid, properties), values);
    }

    /**
     * The name of an instance of a factory component: {@code public} for the file {@code
     * <pid>-public.cfg}; {@code default} without a configuration.
     */
    public static String instance(String pid, Map<String, ?> properties) {
        String source = source(pid, properties);
        int dot = source.lastIndexOf('.');
        String base =
                source.endsWith(".cfg") || source.endsWith(".config")
                        ? source.substring(0, dot)
                        : source;
        return base.length() > pid.length() + 1 && base.startsWith(pid)
                ? base.substring(pid.length() + 1)
                : "default";
    }

    /** The configuration file, or the PID if there is none. */
    public String source() {
        return source;
    }

    public String text(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("not in the definition: " + key);
        }
        return value instanceof Object[] list
                ? String.join(",", Arrays.asList(list).stream().map(String::valueOf).toList())
                : value.toString().trim();
    }

    /** One of these words. */
    public String choice(String key, String... words) {
        String value = text(key);
        if (!List.of(words).contains(value)) {
            throw invalid(key, "one of " + String.join(", ", words));
        }
        return value;
    }

    public int integer(String key, int min, int max) {
        return (int) number(key, min, max);
    }

    public long number(String key, long min, long max) {
        try {
            long value = Long.parseLong(text(key));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of range.
        }
        throw invalid(key, "a whole number from " + min + " to " + max);
    }

    public boolean flag(String key) {
        return choice(key, "true", "false").equals("true");
    }

    /** Words separated by commas. */
    public List<String> list(String key) {
        var words = new ArrayList<String>();
        for (String word : text(key).split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.trim());
            }
        }
        return List.copyOf(words);
    }

    /** A path; empty if the value is. */
    public Optional<Path> path(String key) {
        String value = text(key);
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            throw invalid(key, "a path (" + e.getReason() + ")");
        }
    }

    /** To be thrown: the value of that key is not what is expected. */
    public InvalidSetting invalid(String key, String expectation) {
        return new InvalidSetting(source, key, values.getOrDefault(key, ""), expectation);
    }

    private static String source(String pid, Map<String, ?> properties) {
        if (properties.get(FILE) instanceof String file) {
            return file.substring(file.lastIndexOf('/') + 1);
        }
        return properties.get(SERVICE_PID) instanceof String given ? given : pid;
    }

    /** The key of a method, as Declarative Services maps names. */
    private static String name(String method) {
        return method.replace("$", "").replace("__", "\0").replace('_', '.').replace('\0', '_');
    }
}
