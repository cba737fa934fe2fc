package io.patchbay.bench.load;

import picocli.CommandLine.Option;

/** Who calls whom, with how much. */
final class CallShape {
    @Option(
            names = "--callers",
            defaultValue = "4",
            description = "calling sessions; default: ${DEFAULT-VALUE}")
    int callers;

    @Option(
            names = "--callees",
            defaultValue = "1",
            description = "answering sessions, round robin if several; default: ${DEFAULT-VALUE}")
    int callees;

    @Option(
            names = "--depth",
            defaultValue = "8",
            description =
                    "calls under way per caller in the closed loop; default: ${DEFAULT-VALUE}")
    int depth;

    @Option(
            names = "--payload",
            defaultValue = "16",
            description = "bytes of the one argument; default: ${DEFAULT-VALUE}")
    int payload;

    void report(Report report) {
        report.put("callers", callers)
                .put("callees", callees)
                .put("depth", depth)
                .put("payload", payload);
    }
}
