package io.patchbay.bench.micro;

import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Hands everything to JMH. */
@Command(
        name = "micro",
        description =
                "Runs the micro-benchmarks; takes the options of JMH, say: micro Routing -prof gc"
                        + " -f 1. '-l' lists them.")
public final class MicroCommand implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
