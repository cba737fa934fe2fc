package io.patchbay.bench.load;

/** Counts what went wrong in a run and keeps the first case for people. */
final class ErrorTally {
    private long count;
    private String first = "";

    void add(String what) {
        if (count++ == 0) {
            first = what;
        }
    }

    long count() {
        return count;
    }

    String first() {
        return first;
    }

    void report(Report report) {
        report.put("errors", count);
        if (count > 0) {
            report.put("first_error", first);
        }
    }
}
