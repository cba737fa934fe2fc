package io.patchbay.bench;

import io.patchbay.bench.load.LoadCommand;
import io.patchbay.bench.micro.MicroCommand;
import io.patchbay.bench.report.TableCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Entry point of {@code patchbay-bench.jar}. */
@Command(
        name = "patchbay-bench",
        description = "Measures WAMP routers.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {LoadCommand.class, Relay.class, TableCommand.class, MicroCommand.class})
public final class Bench {
    private Bench() {}

    public static void main(String... arguments) {
        CommandLine line = new CommandLine(new Bench());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(arguments));
    }
}
