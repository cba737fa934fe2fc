package io.patchbay.itests.fuzz;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.WebSocketLink;
import io.patchbay.itests.distribution.RouterProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Intruders on each transport with each format, for a while: {@code -Dpatchbay.fuzz.seconds}, 10 by
 * default; {@code -Dpatchbay.fuzz.seed} repeats what they did.
 */
class FuzzIT {
    /** What the router itself registers in {@code realm1} and in the master realm. */
    private static final int OF_MANAGEMENT = 6;

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("patchbay.fuzz.seconds", 10));
    private static final long SEED = Long.getLong("patchbay.fuzz.seed", System.nanoTime());
    private static final int COLLECTIONS = 3;

    /** Values nest deeper than ordinary threads can write. */
    private static final long STACK_BYTES = 64L << 20;

    @TempDir private Path folder;

    @Test
    void intrudersHarmNobodyButThemselves() throws Exception {
        System.out.println("-Dpatchbay.fuzz.seed=" + SEED);
        try (var router =
                RouterProcess.in(
                        folder,
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-Dio.netty.leakDetection.targetRecords=10",
                        "-Xmx256m")) {
            hurryTimeouts(router);
            router.start();
            List<Witness> witnesses = witnesses(router);
            try {
                attack(router, witnesses);
                everythingIsAsBefore(router, witnesses);
                nothingLeaked(router, witnesses);
            } finally {
                witnesses.forEach(Witness::close);
            }
        }
    }

    /** What an intruder has left unfinished is to be given up within the time of this test. */
    private static void hurryTimeouts(RouterProcess router) throws IOException {
        Files.writeString(
                router.etc("io.patchbay.core.cfg"),
                "hello.timeout.ms = 1000\ngoodbye.timeout.ms = 500\n");
        append(
                router.etc("io.patchbay.transport.rawsocket-default.cfg"),
                "\nhandshake.timeout.ms = 1000\nframe.timeout.ms = 1000\n");
        append(router.etc("io.patchbay.transport.websocket.cfg"), "\nframe.timeout.ms = 1000\n");
        append(
                router.etc("io.patchbay.http-public.cfg"),
                "\nrequest.timeout.ms = 1000\nidle.timeout.ms = 1000\n");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, Files.readString(file) + text);
    }

    private static List<Witness> witnesses(RouterProcess router) throws IOException {
        var witnesses = new ArrayList<Witness>();
        for (Format format : Format.values()) {
            witnesses.add(
                    Witness.join(
                            RawSocketLink::connect, port(router, "rawsocket-default"), format));
            witnesses.add(
                    Witness.join(WebSocketLink::connect, port(router, "http-public"), format));
        }
        return witnesses;
    }

    private static int port(RouterProcess router, String listener) {
        return router.port(listener);
    }

    private static void attack(RouterProcess router, List<Witness> witnesses) throws Exception {
        var random = new Random(SEED);
        long end = System.nanoTime() + TIME.toNanos();
        var deep = Thread.ofPlatform().daemon().stackSize(STACK_BYTES).factory();
        try (ExecutorService threads = Executors.newCachedThreadPool(deep)) {
            var intruders = new ArrayList<Future<Integer>>();
            for (Format format : Format.values()) {
                intruders.add(
                        threads.submit(
                                visits(
                                        new RawSocketWire(),
                                        port(router, "rawsocket-default"),
                                        format,
                                        random.nextLong(),
                                        end)));
                intruders.add(
                        threads.submit(
                                visits(
                                        new WebSocketWire(),
                                        port(router, "http-public"),
                                        format,
                                        random.nextLong(),
                                        end)));
            }
            var calls = new ArrayList<Future<?>>();
            for (Witness witness : witnesses) {
                calls.add(threads.submit(() -> callUntil(witness, end)));
            }
            int messages = 0;
            for (Future<Integer> intruder : intruders) {
                messages += get(intruder, router);
            }
            for (Future<?> call : calls) {
                get(call, router);
            }
            System.out.printf(
                    "%d messages of intruders, %d answers to witnesses, who saw %d events%n",
                    messages,
                    witnesses.stream().mapToLong(Witness::answers).sum(),
                    witnesses.stream().mapToLong(Witness::events).sum());
        }
    }

    private static <T> T get(Future<T> future, RouterProcess router) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("The router said:\n" + router.log(), e.getCause());
        }
    }

    private static Callable<Integer> visits(
            Wire wire, int port, Format format, long seed, long end) {
        return () -> {
            var seeds = new Random(seed);
            int messages = 0;
            while (System.nanoTime() - end < 0) {
                messages += new Intruder(wire, port, format, seeds.nextLong()).visit();
            }
            return messages;
        };
    }

    private static Void callUntil(Witness witness, long end) throws IOException {
        while (System.nanoTime() - end < 0) {
            witness.call();
        }
        return null;
    }

    private static void everythingIsAsBefore(RouterProcess router, List<Witness> witnesses) {
        patiently()
                .untilAsserted(
                        () -> {
                            assertThat(router.metric("patchbay_sessions"))
                                    .isEqualTo(witnesses.size());
                            assertThat(router.metric("patchbay_transport_connections"))
                                    .isEqualTo(witnesses.size());
                            assertThat(router.metric("patchbay_connections_served"))
                                    .isEqualTo(witnesses.size());
                            assertThat(router.metric("patchbay_realm_registrations"))
                                    .isEqualTo(witnesses.size() + OF_MANAGEMENT);
                            assertThat(router.metric("patchbay_realm_subscriptions"))
                                    .isEqualTo(Conversation.TOPICS);
                            assertThat(router.metric("patchbay_calls_pending")).isZero();
                        });
    }

    /** Netty tells of a lost buffer after it was collected, when another one is asked for. */
    private static void nothingLeaked(RouterProcess router, List<Witness> witnesses)
            throws Exception {
        for (int i = 0; i < COLLECTIONS; i++) {
            collectGarbage(router);
            for (Witness witness : witnesses) {
                witness.call();
            }
        }
        assertThat(router.metric("patchbay_bugs_total")).isZero();
        assertThat(router.log()).doesNotContain("LEAK", "ERROR", "Exception");
    }

    private static void collectGarbage(RouterProcess router) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(router.handle().pid());
        int code =
                new ProcessBuilder(jcmd.toString(), pid, "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(code).isZero();
    }
}
