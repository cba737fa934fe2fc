package io.patchbay.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run's result: the fields of a flat JSON object, as text. */
record Run(Map<String, String> fields) {
    private static final Pattern FIELD =
            Pattern.compile("\"([^\"]+)\": (?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}]+))");

    static Run parse(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Matcher m = FIELD.matcher(line); m.find(); ) {
            fields.put(m.group(1), m.group(2) != null ? m.group(2) : m.group(3));
        }
        return new Run(fields);
    }

    /** The text of a field, empty if there is none. */
    String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** The number in a field; empty if it is absent or {@code null}. */
    OptionalDouble number(String field) {
        String text = text(field);
        return text.isEmpty() || text.equals("null")
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text));
    }

    boolean failed() {
        return fields.containsKey("failure");
    }
}
