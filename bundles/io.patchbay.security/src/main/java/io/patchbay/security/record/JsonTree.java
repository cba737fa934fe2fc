package io.patchbay.security.record;

import io.patchbay.json.InvalidJson;
import io.patchbay.json.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records as JSON. */
public final class JsonTree {
    private JsonTree() {}

    public static @Nullable Object read(Path file) throws InvalidRecord {
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidRecord(file + ": cannot be read: " + e.getMessage());
        }
        return read(file.toString(), json);
    }

    public static @Nullable Object read(String document, byte[] json) throws InvalidRecord {
        try {
            return Json.read(json);
        } catch (InvalidJson e) {
            throw new InvalidRecord(document + ", " + e.getMessage());
        }
    }

    /** The same bytes for the same contents. */
    public static byte[] write(Object value) {
        return Json.canonical(value);
    }
}
