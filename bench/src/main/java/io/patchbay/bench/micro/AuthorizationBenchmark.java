package io.patchbay.bench.micro;

import io.patchbay.api.session.Identity;
import io.patchbay.bench.wire.Template;
import io.patchbay.wamp.Dict;
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
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * One call through the core and back, of a user who has 1,000 grants by 50 groups, each a member of
 * the next; and of anybody where nobody asks for grants.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
public class AuthorizationBenchmark {
    private static final int GRANTS = 1000;
    private static final int GROUPS = 50;

    @Param({"false", "true"})
    public boolean secured;

    /** How many procedures are called in turn; of a few the answer is remembered. */
    @Param({"1", "1000"})
    public int procedures = 1;

    private MemoryClient calling;
    private MemoryClient called;
    private Template[] calls;
    private Template yield;
    private int next;

    @Setup
    public void prepare() throws IOException {
        var joe = new Identity("joe", "", "ticket", "", Dict.EMPTY);
        var router = secured ? new MemoryRouter(realms(), joe) : new MemoryRouter();
        calling = router.join(Wire.MSGPACK);
        called = router.join(Wire.MSGPACK);
        calls = new Template[procedures];
        for (int i = 0; i < procedures; i++) {
            String procedure = "com.example.device" + i + ".read";
            called.request(Message.REGISTER, Message.REGISTERED, Map.of(), procedure);
            calls[i] =
                    Template.of(
                            Wire.MSGPACK.format(),
                            Message.CALL,
                            Map.of(),
                            procedure,
                            Arguments.TEXT_16.list());
        }
        yield =
                Template.of(
                        Wire.MSGPACK.format(), Message.YIELD, Map.of(), Arguments.TEXT_16.list());
    }

    private String realms() {
        var groups = new StringJoiner(",");
        for (int i = 0; i < GROUPS; i++) {
            String parents = i == 0 ? "" : "\"group" + (i - 1) + "\"";
            groups.add("{\"name\": \"group%d\", \"groups\": [%s]}".formatted(i, parents));
        }
        return """
        [{"uri": "realm1", "authmethods": ["ticket"],
          "sources": [{"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"}],
          "users": [{"username": "joe", "groups": ["group%d"]}],
          "groups": [%s], "grants": [%s]}]
        """
                .formatted(GROUPS - 1, groups, grants());
    }

    /** As many exact ones, prefixes and wildcards; some deny what is not called. */
    private static String grants() {
        var grants = new StringJoiner(",");
        for (int i = 0; i < GRANTS; i++) {
            String effect = i % 10 == 9 ? "deny" : "allow";
            String device = "com.example." + (i % 10 == 9 ? "closed" : "device") + i;
            String resource =
                    switch (i % 3) {
                        case 0 -> "\"%s.read\", \"match\": \"exact\"".formatted(device);
                        case 1 -> "\"%s.\", \"match\": \"prefix\"".formatted(device);
                        default -> "\"com..device%d.read\", \"match\": \"wildcard\"".formatted(i);
                    };
            grants.add(
                    ("{\"roles\": \"group%d\", \"permissions\": [\"wamp.call\"],"
                                    + " \"effect\": \"%s\", \"uri\": %s}")
                            .formatted(i % GROUPS, i % 3 == 2 ? "allow" : effect, resource));
        }
        grants.add(
                "{\"roles\": \"all\", \"permissions\": [\"wamp.register\", \"wamp.call\"],"
                        + " \"uri\": \"com.example.\", \"match\": \"prefix\"}");
        return grants.toString();
    }

    @Benchmark
    public long call() {
        next = next + 1 < procedures ? next + 1 : 0;
        calling.request(calls[next]);
        called.send(yield, called.expect(Message.INVOCATION));
        return calling.expect(Message.RESULT);
    }
}
