package io.patchbay.bench.load;

import picocli.CommandLine.Command;

/** Drives a router with one workload and prints one JSON line. */
@Command(
        name = "load",
        description = "Drives a router with one workload and prints one JSON line.",
        subcommands = {
            RpcCommand.class,
            PubSubCommand.class,
            IdleCommand.class,
            LoginsCommand.class,
            ScaleCommand.class
        },
        synopsisSubcommandLabel = "(rpc | relay | pubsub | idle | logins | scale)")
public final class LoadCommand {}
