package io.patchbay.bench.load;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "scale",
        description = "What a call or an event costs among many registrations or subscriptions.")
final class ScaleCommand implements Callable<Integer> {
    private static final int OWNERS = 4;

    @Mixin private LoadOptions options = new LoadOptions();

    @Option(
            names = "--kind",
            defaultValue = "rpc",
            description = "rpc or pubsub; default: ${DEFAULT-VALUE}")
    private Kind kind = Kind.RPC;

    @Option(
            names = "--match",
            defaultValue = "exact",
            description = "exact, prefix or wildcard; default: ${DEFAULT-VALUE}")
    private UriFamily family = UriFamily.EXACT;

    @Option(
            names = "--count",
            defaultValue = "1000",
            description = "entries; default: ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--depth",
            defaultValue = "16",
            description = "operations under way; default: ${DEFAULT-VALUE}")
    private int depth;

    @Option(
            names = "--payload",
            defaultValue = "16",
            description = "bytes of the one argument; default: ${DEFAULT-VALUE}")
    private int payload;

    @Option(
            names = "--heap",
            description = "collect in the router's JVM; report live bytes per entry")
    private boolean heap;

    /** What the entries are. */
    enum Kind {
        RPC,
        PUBSUB
    }

    @Override
    public Integer call() {
        return options.run("scale", this::run);
    }

    private void run(LoadRun run) {
        run.report().put("kind", LoadOptions.lower(kind)).put("match", LoadOptions.lower(family));
        run.report().put("count", count).put("depth", depth).put("payload", payload);
        RegistryFill entries = new RegistryFill(run, family, count, heap);
        List<Session> owners = SessionGroup.open(run, options.format(), OWNERS);
        if (kind == Kind.RPC) {
            new ScaleCalls(run, entries, payload).run(owners, family.matches(count), depth);
        } else {
            new ScaleEvents(run, entries, payload).run(owners, family.matches(count), depth);
        }
    }
}
