package io.patchbay.wamp;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code Options|dict} or {@code Details|dict} of a message: an immutable map with typed
 * access. A key that is absent yields the default; a value of the wrong type throws {@link
 * InvalidOption}. Attributes that nobody asks for are kept, as the specification demands.
 */
public final class Dict {
    public static final Dict EMPTY = new Dict(Map.of());

    private final Map<String, Object> entries;

    private Dict(Map<String, Object> entries) {
        this.entries = entries;
    }

    /** A view of the map, which must not change any more. */
    public static Dict of(Map<String, Object> entries) {
        return entries.isEmpty() ? EMPTY : new Dict(Collections.unmodifiableMap(entries));
    }

    public static Dict of(String key, Object value) {
        return new Dict(Map.of(key, value));
    }

    /** This dictionary and one more entry. */
    public Dict with(String key, Object value) {
        var copy = new LinkedHashMap<>(entries);
        copy.put(key, value);
        return of(copy);
    }

    /** This dictionary but one entry. */
    public Dict without(String key) {
        if (!has(key)) {
            return this;
        }
        var copy = new LinkedHashMap<>(entries);
        copy.remove(key);
        return of(copy);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public Map<String, Object> asMap() {
        return entries;
    }

    public @Nullable Object get(String key) {
        return entries.isEmpty() ? null : entries.get(key);
    }

    /**
     * The attributes that are not the specification's, which go through the router as they are:
     * those that begin with {@code _} or {@code x_}.
     */
    public Dict custom() {
        if (entries.isEmpty()) {
            return EMPTY;
        }
        var custom = new LinkedHashMap<String, Object>();
        entries.forEach(
                (key, value) -> {
                    if (key.startsWith("_") || key.startsWith("x_")) {
                        custom.put(key, value);
                    }
                });
        return of(custom);
    }

    public boolean bool(String key, boolean absent) {
        Object value = get(key);
        return value == null ? absent : cast(Boolean.class, key, value, "true or false");
    }

    public long integer(String key, long absent) {
        Object value = get(key);
        return value == null ? absent : cast(Long.class, key, value, "an integer");
    }

    public @Nullable String string(String key) {
        Object value = get(key);
        return value == null ? null : cast(String.class, key, value, "a string");
    }

    public String string(String key, String absent) {
        String value = string(key);
        return value == null ? absent : value;
    }

    /** A nested dictionary; empty when absent. */
    public Dict dict(String key) {
        Object value = get(key);
        if (value == null) {
            return EMPTY;
        }
        var nested = new LinkedHashMap<String, Object>();
        Map<?, ?> map = cast(Map.class, key, value, "a dictionary");
        map.forEach((name, item) -> nested.put(String.valueOf(name), item));
        return of(nested);
    }

    /** A list of strings; empty when absent. */
    public List<String> strings(String key) {
        Object value = get(key);
        if (value == null) {
            return List.of();
        }
        List<?> list = cast(List.class, key, value, "a list of strings");
        return list.stream()
                .map(item -> cast(String.class, key, item, "a list of strings"))
                .toList();
    }

    /**
     * A list of ids; empty when absent. Some clients write integers above 2^32 as floating-point
     * numbers.
     */
    public List<Long> ids(String key) {
        Object value = get(key);
        if (value == null) {
            return List.of();
        }
        List<?> list = cast(List.class, key, value, "a list of ids");
        return list.stream().map(item -> id(key, item)).toList();
    }

    private static Long id(String key, @Nullable Object item) {
        if (item instanceof Number number
                && number.longValue() == number.doubleValue()
                && Ids.isValid(number.longValue())) {
            return number.longValue();
        }
        throw new InvalidOption(key, item, "a list of ids");
    }

    private static <T> T cast(Class<T> type, String key, @Nullable Object value, String expected) {
        if (!type.isInstance(value)) {
            throw new InvalidOption(key, value, expected);
        }
        return type.cast(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dict that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
