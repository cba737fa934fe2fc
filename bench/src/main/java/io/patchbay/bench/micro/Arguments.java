package io.patchbay.bench.micro;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Application payloads: what stands behind the URI of a call. */
public enum Arguments {
    /** One short text. */
    TEXT_16 {
        @Override
        List<Object> list() {
            return List.of("abcdefghijklmnop");
        }
    },
    /** One text of 1 KiB. */
    TEXT_1024 {
        @Override
        List<Object> list() {
            return List.of("abcdefghijklmnop".repeat(64));
        }
    },
    /**
     * Twenty records of numbers, texts and flags, some 1.3 KiB as JSON: dear to a router that
     * decodes it.
     */
    RECORDS_20 {
        @Override
        List<Object> list() {
            Map<String, Object> item =
                    Map.of("id", 123_456, "name", "thermometer", "value", 2150, "valid", true);
            return List.of(Collections.nCopies(20, item));
        }
    };

    abstract List<Object> list();
}
