package io.patchbay.bench.micro;

import io.patchbay.bench.wire.Template;
import io.patchbay.wamp.Message;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One call through the core and back: CALL, INVOCATION, YIELD, RESULT, from bytes to bytes, among
 * many registrations.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
public class RoutingBenchmark {
    @Param public Wire caller = Wire.JSON;

    @Param public Wire callee = Wire.JSON;

    @Param({"TEXT_16", "TEXT_1024"})
    public Arguments arguments = Arguments.TEXT_16;

    @Param({"1", "100000"})
    public int registrations = 1;

    private MemoryClient calling;
    private MemoryClient called;
    private Template[] calls;
    private Template yield;
    private int next;

    @Setup
    public void prepare() throws IOException {
        MemoryRouter router = new MemoryRouter();
        calling = router.join(caller);
        called = router.join(callee);
        calls = new Template[registrations];
        for (int i = 0; i < registrations; i++) {
            String procedure = "com.example.device" + i + ".read";
            called.request(Message.REGISTER, Message.REGISTERED, Map.of(), procedure);
            calls[i] =
                    Template.of(
                            caller.format(), Message.CALL, Map.of(), procedure, arguments.list());
        }
        yield = Template.of(callee.format(), Message.YIELD, Map.of(), arguments.list());
    }

    @Benchmark
    public long call() {
        next = next + 1 < registrations ? next + 1 : 0;
        calling.request(calls[next]);
        called.send(yield, called.expect(Message.INVOCATION));
        return calling.expect(Message.RESULT);
    }
}
