package io.patchbay.bench.report;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure to show and what it should be: {@code figure}, {@code figure<=limit} or {@code
 * figure>=limit}.
 */
record Expectation(String figure, boolean atMost, OptionalDouble limit) {
    private static final Pattern FORM = Pattern.compile("(\\w+)(?:([<>])=([0-9.]+))?");

    static Expectation parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("expected figure<=limit, got " + text);
        }
        boolean atMost = !">".equals(m.group(2));
        String limit = m.group(3);
        return new Expectation(
                m.group(1),
                atMost,
                limit == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(limit)));
    }

    /** The limit for people, with whether {@code value} keeps it. */
    String verdict(double value) {
        if (limit.isEmpty()) {
            return "–";
        }
        double bound = limit.getAsDouble();
        boolean kept = atMost ? value <= bound : value >= bound;
        return (atMost ? "≤ " : "≥ ") + Numbers.show(bound) + (kept ? " ✓" : " ✗");
    }
}
