package io.patchbay.bench;

import io.patchbay.bench.load.LoadCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Entry point of {@code patchbay-bench.jar}. */
@Command(
        name = "patchbay-bench",
        description = "Measures WAMP routers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LoadCommand.class, Relay.class, HelpCommand.class})
public final class Bench {
    private Bench() {}

    public static void main(String... arguments) {
        CommandLine line = new CommandLine(new Bench());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(arguments));
    }
}
