package io.patchbay.bench.load;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom of the subscribers the publications are for, by lists of session ids. */
final class AudienceLists {
    @Option(
            names = "--exclude",
            defaultValue = "0",
            description = "list so many subscribers, the last ones, as excluded")
    private int excluded;

    @Option(
            names = "--eligible",
            defaultValue = "0",
            description = "list so many subscribers, the first ones, as eligible")
    private int eligible;

    void report(Report report) {
        report.put("exclude", excluded).put("eligible", eligible);
    }

    /** How many of so many subscribers get an event. */
    int size(int subscribers) {
        int included = Math.max(0, subscribers - excluded);
        return eligible == 0 ? included : Math.min(eligible, included);
    }

    /** The options of PUBLISH. */
    Map<String, Object> options(List<Session> subscribers) {
        int all = subscribers.size();
        Map<String, Object> options = new LinkedHashMap<>();
        if (excluded > 0) {
            options.put("exclude", ids(subscribers.subList(Math.max(0, all - excluded), all)));
        }
        if (eligible > 0) {
            options.put("eligible", ids(subscribers.subList(0, Math.min(eligible, all))));
        }
        return options;
    }

    private static List<Long> ids(List<Session> sessions) {
        return sessions.stream().map(Session::id).toList();
    }
}
