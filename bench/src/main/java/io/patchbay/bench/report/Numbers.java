package io.patchbay.bench.report;

import java.util.Locale;

/** Numbers as people read them in a table: three significant digits or whole. */
final class Numbers {
    private Numbers() {}

    static String show(double value) {
        double magnitude = Math.abs(value);
        String form =
                magnitude >= 100 || value == Math.rint(value)
                        ? "%,.0f"
                        : magnitude >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
