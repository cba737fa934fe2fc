package io.patchbay.bench.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one run found, in order, as one flat JSON object. Names carry units. */
final class Report {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Adds a string, a whole number or a fraction; the same name again replaces the value. */
    Report put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    Report putAll(Map<String, String> more) {
        values.putAll(more);
        return this;
    }

    String toJson() {
        return values.entrySet().stream()
                .map(e -> quote(e.getKey()) + ": " + json(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(Object value) {
        return switch (value) {
            case Double d when !Double.isFinite(d) -> "null";
            case Double d -> String.format(Locale.ROOT, "%.3f", d);
            case Number n -> n.toString();
            default -> quote(value.toString());
        };
    }

    private static String quote(String text) {
        return '"'
                + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
                + '"';
    }
}
