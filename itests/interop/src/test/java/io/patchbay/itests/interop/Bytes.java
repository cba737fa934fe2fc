package io.patchbay.itests.interop;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Base64;
import java.util.Map;

/** A binary value; {@code {"$bytes": base64}} on the way to an agent and back. */
record Bytes(String base64) {
    private static final String TAG = "$bytes";

    Bytes(byte[] value) {
        this(Base64.getEncoder().encodeToString(value));
    }

    static boolean isTagged(Map<?, ?> map) {
        return map.containsKey(TAG);
    }

    static Bytes of(Map<?, ?> tagged) {
        return new Bytes((String) tagged.get(TAG));
    }

    @JsonValue
    Map<String, String> tagged() {
        return Map.of(TAG, base64);
    }
}
