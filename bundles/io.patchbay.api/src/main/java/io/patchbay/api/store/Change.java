package io.patchbay.api.store;

import org.jspecify.annotations.Nullable;

/**
 * A record that is written or, without a value, removed. The value is handed over: nobody changes
 * it any more.
 *
 * @param map the name of its map
 * @param key what it is found by, 1 to 1024 characters
 * @param value what is kept; null to remove the record
 */
public record Change(String map, String key, byte @Nullable [] value) {
    public static Change put(String map, String key, byte[] value) {
        return new Change(map, key, value);
    }

    public static Change remove(String map, String key) {
        return new Change(map, key, null);
    }
}
