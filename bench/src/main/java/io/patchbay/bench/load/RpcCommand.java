package io.patchbay.bench.load;

import io.patchbay.bench.net.Target;
import io.patchbay.bench.wire.Format;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

@Command(
        name = "rpc",
        aliases = "relay",
        description =
                "Calls that are echoed. With relay://host:port the same frames cross the bare"
                        + " relay: the ceiling.")
final class RpcCommand implements Callable<Integer> {
    @Mixin private LoadOptions options = new LoadOptions();

    @Mixin private CallShape shape = new CallShape();

    @Option(names = "--callee-serializer", description = "default: that of the callers")
    private @Nullable Format calleeFormat;

    @Option(
            names = "--procedure",
            defaultValue = "com.bench.echo",
            description = "default: ${DEFAULT-VALUE}")
    private String procedure = "";

    @Option(names = "--verify", description = "look for the payload in every result")
    private boolean verify;

    @Option(names = "--rate", description = "open loop: calls per second over all callers")
    private double rate;

    @Override
    public Integer call() {
        return options.run("rpc", this::run);
    }

    private void run(LoadRun run) {
        Format callees = calleeFormat == null ? options.format() : calleeFormat;
        run.report().put("callee_serializer", LoadOptions.lower(callees));
        shape.report(run.report());
        CallDriver driver = new CallDriver(run, shape.payload);
        if (run.target().scheme() == Target.Scheme.RELAY) {
            new RelayCalls(run, driver, shape).prepare();
        } else {
            new WampCalls(run, driver, shape, procedure, verify).prepare(callees);
        }
        drive(run, driver);
    }

    private void drive(LoadRun run, CallDriver driver) {
        if (rate > 0) {
            run.report().put("rate", rate);
            driver.openLoop(rate, shape.depth);
        } else {
            driver.closedLoop(shape.depth);
        }
    }
}
