package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How the router starts and ends. */
class LifecycleIT {
    private static final String PROCEDURE = "com.example.slow";

    @TempDir private Path folder;

    @Test
    void callsInFlightAreAnsweredBeforeTheRouterSaysGoodbyeAndEnds() throws Exception {
        try (var router = RouterProcess.in(folder).start()) {
            int port = router.port("rawsocket-default");
            try (var callee = Client.overRawSocket(port, Format.MSGPACK);
                    var caller = Client.overRawSocket(port, Format.JSON)) {
                callee.register(PROCEDURE);
                caller.request(Wamp.CALL, Map.of(), PROCEDURE);
                Object invocation = callee.expect(Wamp.INVOCATION).get(1);

                router.terminate();
                router.awaitLog("1 calls in flight");
                assertThatThrownBy(() -> Client.overRawSocket(port, Format.JSON))
                        .isInstanceOf(ConnectException.class);
                callee.send(Wamp.YIELD, invocation, Map.of(), List.of("done"));

                assertThat(caller.expect(Wamp.RESULT).get(3)).isEqualTo(List.of("done"));
                caller.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
                callee.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            }
            assertThat(router.exitCode()).isZero();
            assertThat(router.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void clientsThatDoNotListenCannotKeepTheRouterFromEnding() throws Exception {
        try (var router = RouterProcess.in(folder)) {
            Files.writeString(
                    router.etc("io.patchbay.core.cfg"),
                    "shutdown.grace.ms = 500\ngoodbye.timeout.ms = 500\n");
            router.start();
            int port = router.port("rawsocket-default");
            try (var deaf = Client.overRawSocket(port, Format.MSGPACK);
                    var caller = Client.overRawSocket(port, Format.JSON)) {
                deaf.register(PROCEDURE);
                caller.request(Wamp.CALL, Map.of(), PROCEDURE);
                deaf.expect(Wamp.INVOCATION);

                router.terminate();

                assertThat(router.exitCode()).isZero();
                List<Object> heard = caller.receive();
                if ((long) heard.get(0) == Wamp.ERROR) {
                    // That its callee has gone may reach the caller before its own GOODBYE.
                    heard = caller.receive();
                }
                assertThat(heard.get(0)).isEqualTo(Wamp.GOODBYE);
                assertThat(heard.get(2)).isEqualTo(Wamp.SYSTEM_SHUTDOWN);
            }
        }
    }

    @Test
    void itStartsAgainAfterItWasKilled() throws Exception {
        try (var router = RouterProcess.in(folder).start()) {
            Client.overRawSocket(router.port("rawsocket-default"), Format.JSON).close();
            router.kill();
            assertThat(run(router, "status", 1)).contains("did not end in order");

            router.start();

            try (var client = Client.overRawSocket(router.port("rawsocket-default"), Format.JSON)) {
                client.callItself();
            }
            assertThat(run(router, "status", 0)).contains("runs as process");
            assertThat(run(router, "run", 1))
                    .contains("in use by process " + router.handle().pid());
        }
    }

    @Test
    void theScriptStartsAndStopsItInTheBackground() throws Exception {
        try (var router = RouterProcess.in(folder)) {
            try {
                assertThat(run(router, "start", 0)).contains("runs as process");
                assertThat(run(router, "status", 0)).contains("runs as process");
            } finally {
                assertThat(run(router, "stop", 0)).contains("stopped");
            }
            assertThat(run(router, "status", 3)).contains("does not run");
        }
    }

    @Test
    void theScriptDoesNotWaitForeverForARouterThatIsNotReady() throws Exception {
        try (var router = RouterProcess.in(folder)) {
            Files.writeString(router.etc("io.patchbay.store.cfg"), "value.limit.bytes = big\n");
            ProcessBuilder start = router.script("start");
            start.environment().put("PATCHBAY_START_TIMEOUT_S", "1");
            Path console = router.base().resolve("log/console.log");
            try {
                assertThat(run(router, start, 1)).contains("runs but is not ready after 1 s");
                patiently()
                        .untilAsserted(
                                () ->
                                        assertThat(console)
                                                .content()
                                                .contains("is not ready: ", "limit.bytes = big"));
                assertThat(run(router, "status", 0)).contains("is starting");
            } finally {
                assertThat(run(router, "stop", 0)).contains("stopped");
            }
        }
    }

    @Test
    void aBadSettingOfTheLauncherIsToldAndNothingStarts() throws Exception {
        try (var router = RouterProcess.in(folder)) {
            Files.writeString(router.etc("patchbay.properties"), "drain.timeout.s = long\n");

            assertThat(run(router, "run", 1))
                    .contains("patchbay.properties", "drain.timeout.s", "long", "whole number");
        }
    }

    @Test
    void badValuesAtStartAreToldAndCanBeCorrectedWhileItRuns() throws Exception {
        try (var router = RouterProcess.in(folder)) {
            Path listener = router.etc("io.patchbay.transport.rawsocket-default.cfg");
            Files.writeString(listener, "host = 127.0.0.1\nport = seventy\n");
            Files.writeString(router.etc("io.patchbay.core.cfg"), "hello.timeout.ms = soon\n");
            router.startInVain();
            router.awaitLog("ERROR", "rawsocket-default.cfg", "port", "seventy", "expected");
            router.awaitLog("ERROR", "core.cfg", "hello.timeout.ms", "soon", "expected");
            assertThat(router.get("/ready").statusCode()).isEqualTo(503);
            assertThat(router.get("/ready").body()).contains("rawsocket-default", "seventy");
            router.awaitLog("WARN", "Patchbay is not ready", "rawsocket-default", "seventy");
            assertThat(router.base().resolve("data/ready")).doesNotExist();
            assertThat(router.log()).doesNotContain("Exception", " ready in ");

            Files.writeString(listener, "host = 127.0.0.1\nport = 0\n");

            router.awaitLog("rawsocket-default listens on");
            int port = router.port("rawsocket-default");
            try (var client = Client.overRawSocket(port, Format.JSON)) {
                client.callItself();
            }
            patiently().until(() -> router.get("/ready").statusCode() == 204);
            router.awaitLog(" ready in ");
            assertThat(router.base().resolve("data/ready")).exists();
        }
    }

    @Test
    void whatAStartHasTaughtJavaIsUsedByTheNextOnes() throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
        try (var router = RouterProcess.ofCopy(folder, "-Xlog:class+load:file=" + classes())) {
            assertThat(run(router, "version", 0)).contains("start not prepared");
            assertThat(run(router, "prepare", 0)).contains("Prepared later starts");
            assertThat(run(router, "version", 0)).contains("start prepared");

            router.start();

            assertThat(classes())
                    .content()
                    .containsPattern("io.patchbay.core.Router source: shared objects file");
        }
    }

    private Path classes() {
        return folder.resolve("classes.txt");
    }

    /** What the script says; it must end with that code. */
    private static String run(RouterProcess router, String command, int code)
            throws IOException, InterruptedException {
        return run(router, router.script(command), code);
    }

    private static String run(RouterProcess router, ProcessBuilder script, int code)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(router.base(), "said", ".txt");
        Process process = script.redirectOutput(output.toFile()).start();
        patiently().until(() -> !process.isAlive());
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isEqualTo(code);
        return said;
    }
}
