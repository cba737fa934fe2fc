package io.patchbay.admin.rest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with names in braces for the segments that vary, say {@code /realms/{realm}}. */
record PathTemplate(String text) {

    /** What varies, in its order. */
    List<String> names() {
        return segments(text).stream()
                .filter(PathTemplate::isName)
                .map(PathTemplate::name)
                .toList();
    }

    /** What the names stand for in a path; empty if it is another one. */
    Optional<Map<String, String>> match(String path) {
        List<String> expected = segments(text);
        List<String> actual = segments(path);
        if (expected.size() != actual.size()) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < expected.size(); i++) {
            String segment = actual.get(i);
            if (isName(expected.get(i)) && !segment.isEmpty()) {
                values.put(name(expected.get(i)), segment);
            } else if (!expected.get(i).equals(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
