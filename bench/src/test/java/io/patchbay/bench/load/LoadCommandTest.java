package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class LoadCommandTest {
    @TempDir Path directory;

    private TestRouter router;

    @BeforeEach
    void start() throws IOException {
        router = new TestRouter(false);
    }

    @AfterEach
    void stop() throws IOException {
        router.close();
    }

    @Test
    void callsAreEchoed() throws IOException {
        JsonNode result = load("rpc", "--callers", "2", "--depth", "3", "--verify");

        assertThat(result.get("calls").asInt()).isPositive();
        assertThat(result.get("errors").asInt()).isZero();
        assertThat(result.get("lost").asInt()).isZero();
        assertThat(result.get("p50_us").asDouble()).isPositive();
    }

    @Test
    void openLoopKeepsToItsRate() throws IOException {
        JsonNode result = load("rpc", "--rate", "200");

        assertThat(result.get("calls_per_s").asDouble()).isBetween(100.0, 300.0);
        assertThat(result.get("unsent").asInt()).isLessThan(20);
    }

    @Test
    void failedCallsAreErrorsAndDoNotStopTheRun() throws IOException {
        JsonNode result = load("scale", "--kind", "rpc", "--match", "prefix", "--count", "5");

        assertThat(result.get("errors").asInt()).isPositive();
        assertThat(result.get("first_error").asText()).contains("no_such_procedure");
    }

    @Test
    void eventsReachEverySubscriber() throws IOException {
        JsonNode result = load("pubsub", "--subscribers", "5", "--window", "4");

        assertThat(result.get("events").asInt()).isPositive();
        assertThat(result.get("lost").asInt()).isZero();
        assertThat(result.get("errors").asInt()).isZero();
    }

    @Test
    void eventsReachThoseSubscribersOfAnyPatternThatTheyAreFor() throws IOException {
        JsonNode result =
                load(
                        "pubsub",
                        "--subscribers=7",
                        "--match=exact,prefix",
                        "--exclude=2",
                        "--eligible=6");

        assertThat(result.get("receivers").asInt()).isEqualTo(5);
        assertThat(result.get("events").asInt()).isPositive();
        assertThat(result.get("lost").asInt()).isZero();
        assertThat(result.get("errors").asInt()).isZero();
    }

    @Test
    void droppedEventsAreCounted() throws IOException {
        router.close();
        router = new TestRouter(true);

        JsonNode result = load("pubsub", "--subscribers", "5", "--rate", "100");

        assertThat(result.get("lost").asInt()).isPositive();
        assertThat(result.get("errors").asInt()).isZero();
    }

    @Test
    void idleSessionsAreCountedAndTheirMemoryMeasured() throws IOException {
        JsonNode result =
                load("idle", "--sessions", "100", "--hold", "0.1", "--pid", pid(), "--heap");

        assertThat(result.get("joined").asInt()).isEqualTo(100);
        assertThat(result.get("subscribed").asInt()).isEqualTo(100);
        assertThat(result.get("failed").asInt()).isZero();
        assertThat(result.has("resident_bytes_per_session")).isTrue();
        assertThat(result.has("heap_bytes_per_session")).isTrue();
    }

    @Test
    void loginsAreMeasured() throws IOException {
        JsonNode report =
                load("logins", "--user", "joe", "--password", "open sesame", "--at-once", "2");

        assertThat(report.get("logins").asInt()).isPositive();
        assertThat(report.get("p50_us").asDouble()).isPositive();
    }

    @Test
    void aRefusedLoginEndsTheRun() throws IOException {
        JsonNode report = load("logins", "--user", "joe", "--password", "wrong");

        assertThat(report.get("failure").asText()).contains("a login failed", "refused");
    }

    @Test
    void scaleReachesEveryEntry() throws IOException {
        assertThat(load("scale", "--kind", "rpc", "--count", "300").get("errors").asInt()).isZero();

        JsonNode events =
                load(
                        "scale",
                        "--kind=pubsub",
                        "--match=prefix",
                        "--count=300",
                        "--heap",
                        "--pid=" + pid());

        assertThat(events.get("events").asInt()).isPositive();
        assertThat(events.get("errors").asInt()).isZero();
        assertThat(events.has("heap_bytes_per_entry")).isTrue();
    }

    @Test
    void tagsAndCpuStandInTheResult() throws IOException {
        JsonNode result = load("rpc", "--tag", "side=a", "--pid", pid());

        assertThat(result.get("side").asText()).isEqualTo("a");
        assertThat(result.get("router_rss_mb").asDouble()).isPositive();
    }

    @Test
    void aRefusedSessionEndsTheRun() throws IOException {
        JsonNode result = load("rpc", "--realm", "closed");

        assertThat(result.get("failure").asText()).contains("no_such_realm");
    }

    @Test
    void nobodyListeningEndsTheRun() throws IOException {
        router.close();

        assertThat(load("pubsub").has("failure")).isTrue();
    }

    @Test
    void remoteHostsAndEndlessRunsAreRefused() {
        assertThat(line().execute("rpc", "--url", "rs://192.0.2.1:1")).isEqualTo(ExitCode.USAGE);
        assertThat(line().execute("rpc", "--url", router.url(), "--seconds", "9999"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void publicationsForNobodyAreRefused() {
        assertThat(line().execute("pubsub", "--url", router.url(), "--exclude", "10"))
                .isEqualTo(ExitCode.USAGE);
    }

    private JsonNode load(String workload, String... more) throws IOException {
        Path out = directory.resolve("out.jsonl");
        Files.deleteIfExists(out);
        List<String> arguments =
                new ArrayList<>(List.of(workload, "--url", router.url(), "--out", out.toString()));
        arguments.addAll(List.of("--warmup", "0.1", "--seconds", "0.4", "--connect-seconds", "10"));
        arguments.addAll(List.of(more));
        line().execute(arguments.toArray(String[]::new));
        return new ObjectMapper().readTree(Files.readString(out));
    }

    private static CommandLine line() {
        return new CommandLine(new LoadCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(Writer.nullWriter()));
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
