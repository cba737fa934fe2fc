package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop;
import io.patchbay.api.transport.Peer;
import io.patchbay.core.RouterKit;
import io.patchbay.core.local.SerialLoop;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.MessageCodec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many calls among sessions on several threads, with cancels, timeouts and disconnects at random:
 * each gets one answer, and nothing of them is left.
 */
class CallSoakTest {
    private static final int CALLS = Integer.getInteger("patchbay.soak.calls", 100_000);
    private static final int LOOPS = 3;
    private static final int CLIENTS = 12;
    private static final int MOST_OPEN = 30;
    private static final String[] POLICIES = {"roundrobin", "load", "first", "random"};
    private static final String[] MODES = {"skip", "kill", "killnowait"};

    private final RouterKit kit = new RouterKit(1);
    private final List<SerialLoop> loops =
            IntStream.range(0, LOOPS).mapToObj(i -> new SerialLoop("soak-" + i)).toList();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile boolean isOver;

    @AfterEach
    void stop() {
        loops.forEach(SerialLoop::stop);
    }

    /** A client at random. All on its loop. */
    private final class Client implements Connection {
        private final SerialLoop loop;
        private final Random random;
        private final MessageCodec codec = new Codecs().of(RouterKit.MSGPACK);
        private final Peer peer;
        private final Set<Long> calls = new HashSet<>();
        private final Set<Long> invocations = new HashSet<>();
        private long lastRequest;
        private long lastInvocation;
        private boolean isGone;

        Client(SerialLoop loop, long seed) {
            this.loop = loop;
            this.random = new Random(seed);
            this.peer = kit.open(this, RouterKit.MSGPACK).orElseThrow();
            clients.add(this);
            tell(new Message.Hello(Uri.of(RouterKit.REALM), TestClient.ALL_ROLES));
            for (String policy : POLICIES) {
                register("com.example." + policy, Dict.of("invoke", policy));
            }
            register("com.prefix", Dict.of(Map.of("match", "prefix", "invoke", "random")));
            turn();
        }

        private void register(String procedure, Dict options) {
            tell(new Message.Register(++lastRequest, options, Uri.of(procedure)));
        }

        private void tell(Message message) {
            if (!isGone) {
                codec.encode(message);
                byte[] bytes = codec.toBytes();
                peer.receive(bytes, 0, bytes.length);
            }
        }

        /** Does one thing, and then, after what came in meanwhile, the next. */
        private void turn() {
            if (isGone) {
                return;
            }
            try {
                act();
            } catch (RuntimeException | AssertionError e) {
                faults.add(e);
            }
            if (isOver) {
                loop.schedule(this::turn, Duration.ofMillis(1));
            } else {
                loop.execute(this::turn);
            }
        }

        private void act() {
            int kind = random.nextInt(1000);
            if (isOver || kind < 500) {
                answerOne();
            } else if (kind < 900) {
                call();
            } else if (kind < 960) {
                cancelOne();
            } else if (kind < 999) {
                yieldPart();
            } else if (random.nextInt(5) == 0) {
                leave();
            }
        }

        private void call() {
            if (calls.size() >= MOST_OPEN || made.get() >= CALLS) {
                return;
            }
            made.incrementAndGet();
            var options = new HashMap<String, Object>();
            if (random.nextBoolean()) {
                options.put("timeout", (long) random.nextInt(30));
            }
            if (random.nextInt(4) == 0) {
                options.put("receive_progress", true);
            }
            boolean isProgressive = random.nextInt(8) == 0;
            if (isProgressive) {
                options.put("progress", true);
            }
            int which = random.nextInt(POLICIES.length + 2);
            String procedure =
                    which < POLICIES.length
                            ? "com.example." + POLICIES[which]
                            : which == POLICIES.length ? "com.prefix.any" : "com.nobody";
            long request = ++lastRequest;
            calls.add(request);
            say(request, procedure, Dict.of(options));
            if (isProgressive) {
                say(request, procedure, Dict.of("progress", true));
                say(request, procedure, Dict.EMPTY);
            }
        }

        private void say(long request, String procedure, Dict options) {
            tell(new Message.Call(request, options, Uri.of(procedure), Payload.of("args")));
        }

        private void cancelOne() {
            calls.stream()
                    .skip(random.nextInt(calls.size() + 1))
                    .findFirst()
                    .ifPresent(
                            call ->
                                    tell(
                                            new Message.Cancel(
                                                    call,
                                                    Dict.of("mode", MODES[random.nextInt(3)]))));
        }

        private void yieldPart() {
            invocations.stream()
                    .findAny()
                    .ifPresent(
                            id ->
                                    tell(
                                            new Message.Yield(
                                                    id,
                                                    Dict.of("progress", true),
                                                    Payload.of("part"))));
        }

        private void answerOne() {
            Long id =
                    invocations.stream()
                            .skip(isOver ? 0 : random.nextInt(invocations.size() + 1))
                            .findFirst()
                            .orElse(null);
            if (id != null) {
                invocations.remove(id);
                tell(
                        random.nextInt(4) > 0
                                ? new Message.Yield(id, Dict.EMPTY, Payload.of("all"))
                                : new Message.Error(
                                        Message.INVOCATION,
                                        id,
                                        Dict.EMPTY,
                                        Uri.of("com.error"),
                                        Payload.EMPTY));
            }
        }

        private void leave() {
            end();
            if (!isOver) {
                loop.execute(() -> new Client(loop, random.nextLong()));
            }
        }

        private void end() {
            if (!isGone) {
                isGone = true;
                clients.remove(this);
                abandoned.addAndGet(calls.size());
                peer.closed();
            }
        }

        private void react(Message message) {
            switch (message) {
                case Message.Result m -> {
                    if (m.details().bool("progress", false)) {
                        assertThat(calls).contains(m.request());
                    } else {
                        answered(m.request());
                    }
                }
                case Message.Error m when m.requestType() == Message.CALL -> answered(m.request());
                case Message.Invocation m -> {
                    if (m.request() > lastInvocation) {
                        lastInvocation = m.request();
                        invocations.add(m.request());
                    }
                }
                case Message.Interrupt m -> {
                    if (m.options().string("mode", "").equals("killnowait")) {
                        invocations.remove(m.request());
                    }
                }
                case Message.Abort m -> throw new AssertionError(m.toString());
                default -> {}
            }
        }

        private void answered(long request) {
            assertThat(calls.remove(request)).as("the first answer").isTrue();
            answered.incrementAndGet();
        }

        @Override
        public void send(byte[] head, int headLength, byte[] tail, int tailOffset, int length) {
            byte[] bytes = Arrays.copyOf(head, headLength + length);
            System.arraycopy(tail, tailOffset, bytes, headLength, length);
            loop.execute(() -> receive(bytes));
        }

        private void receive(byte[] bytes) {
            if (!isGone) {
                try {
                    react(codec.decode(bytes, 0, bytes.length));
                } catch (RuntimeException | AssertionError e) {
                    faults.add(e);
                }
            }
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public ConnectionInfo info() {
            return TestClient.local();
        }

        @Override
        public int maxMessageBytes() {
            return 1 << 24;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void setReading(boolean on) {}

        @Override
        public void close(CloseReason reason) {
            loop.execute(this::end);
        }
    }

    @Test
    void nothingIsLeftOfManyCallsThatEndInAllWays() {
        loops.forEach(kit::add);
        for (int i = 0; i < CLIENTS; i++) {
            SerialLoop loop = loops.get(i % LOOPS);
            long seed = i;
            loop.execute(() -> new Client(loop, seed));
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> made.get() >= CALLS);
        isOver = true;

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(answered.get() + abandoned.get()).isEqualTo(made.get()));
        assertThat(faults).isEmpty();
        assertThat(metrics()).containsEntry("patchbay_calls_pending", 0.0);
        assertThat(metrics()).containsEntry("patchbay_call_timeouts_pending", 0.0);
        assertThat(metrics().get("patchbay_calls_timed_out_total")).isPositive();

        new ArrayList<>(clients).forEach(client -> client.loop.execute(client::end));
        await().until(() -> metrics().get("patchbay_sessions") == 0);
        kit.close();
    }

    private Map<String, Double> metrics() {
        var values = new HashMap<String, Double>();
        kit.counters()
                .collect(
                        new MetricSource.Sink() {
                            @Override
                            public void counter(
                                    String name, String help, double value, String... labels) {
                                values.put(name, value);
                            }

                            @Override
                            public void gauge(
                                    String name, String help, double value, String... labels) {
                                values.put(name, value);
                            }
                        });
        return values;
    }
}
