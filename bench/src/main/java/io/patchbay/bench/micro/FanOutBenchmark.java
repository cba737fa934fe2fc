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
 * One publication through the core to all its subscribers; divide by their number for the cost of
 * an event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
public class FanOutBenchmark {
    private static final String TOPIC = "com.example.news";

    @Param public Wire publisher = Wire.JSON;

    @Param public Wire subscriber = Wire.JSON;

    @Param({"TEXT_16", "TEXT_1024"})
    public Arguments arguments = Arguments.TEXT_16;

    @Param({"1", "100", "1000"})
    public int subscribers = 1;

    private MemoryClient publishing;
    private MemoryClient last;
    private Template publish;

    @Setup
    public void prepare() throws IOException {
        MemoryRouter router = new MemoryRouter();
        publishing = router.join(publisher);
        for (int i = 1; i < subscribers; i++) {
            subscribed(router);
        }
        last = subscribed(router);
        publish =
                Template.of(publisher.format(), Message.PUBLISH, Map.of(), TOPIC, arguments.list());
    }

    private MemoryClient subscribed(MemoryRouter router) {
        MemoryClient client = router.join(subscriber);
        client.request(Message.SUBSCRIBE, Message.SUBSCRIBED, Map.of(), TOPIC);
        return client;
    }

    @Benchmark
    public long publish() {
        publishing.request(publish);
        return last.messages();
    }
}
