package io.patchbay.itests.distribution;

import static org.awaitility.Awaitility.await;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.awaitility.core.ConditionFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shipped router, run by its script, with files of its own in a folder with an awkward name and
 * listeners on free ports of this machine. What it says is kept, as an operator would read it.
 */
public final class RouterProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final int EXIT_MAX_S = 30;
    private static final Pattern LISTENS =
            Pattern.compile("([a-z0-9-]+) listens on \\S*:(\\d+) \\(t(?:cp|ls)\\)");

    private final Path home;
    private final Path base;
    private final Path output;
    private final String options;
    private final Map<String, String> variables = new HashMap<>();
    private Process process;
    private int mark;

    private RouterProcess(Path home, Path folder, String options) throws IOException {
        this.home = home;
        this.base = Files.createDirectories(folder.resolve("an operator's folder"));
        this.output = folder.resolve("output.txt");
        this.options = options;
        for (String name : List.of("etc", "deploy")) {
            copy(home.resolve(name), Files.createDirectories(base.resolve(name)));
        }
        Files.writeString(etc("patchbay.properties"), "watch.interval.ms = 100\n");
    }

    /** Copies what is to be changed to a folder, and starts nothing. */
    public static RouterProcess in(Path folder, String... jvmOptions) throws IOException {
        Path home = Path.of(System.getProperty("patchbay.distribution"));
        return new RouterProcess(home, folder, String.join(" ", jvmOptions));
    }

    /**
     * Like {@link #in}, of a copy of all that is shipped, without what was learnt on this machine.
     */
    static RouterProcess ofCopy(Path folder, String... jvmOptions) throws IOException {
        Path shipped = Path.of(System.getProperty("patchbay.distribution"));
        Path home = folder.resolve("home");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file : files.filter(path -> !path.toString().endsWith(".aot")).toList()) {
                Files.copy(file, home.resolve(shipped.relativize(file)), COPY_ATTRIBUTES);
            }
        }
        return new RouterProcess(home, folder, String.join(" ", jvmOptions));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** With a variable in its environment. */
    public RouterProcess with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Runs the router; returns once it is ready. */
    public RouterProcess start() throws IOException {
        return startUntil(" ready in ");
    }

    /** Runs the router; returns once it has told that it is not ready. */
    public RouterProcess startInVain() throws IOException {
        return startUntil(" is not ready: ");
    }

    private RouterProcess startUntil(String told) throws IOException {
        process = script("run").redirectOutput(output.toFile()).start();
        mark = 0;
        await().atMost(START_MAX).until(() -> log().contains(told) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("does not start:\n" + log());
        }
        return this;
    }

    /** The script with that command, not started. */
    public ProcessBuilder script(String command) {
        var builder = new ProcessBuilder(home.resolve("bin/patchbay").toString(), command);
        builder.redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("PATCHBAY_BASE", base.toString());
        environment.put("PATCHBAY_OPTS", options);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        for (String listener : List.of("ADMIN", "PUBLIC", "RAWSOCKET")) {
            environment.put("PATCHBAY_" + listener + "_HOST", "127.0.0.1");
            environment.put("PATCHBAY_" + listener + "_PORT", "0");
        }
        environment.putAll(variables);
        return builder;
    }

    public Path base() {
        return base;
    }

    /** A file of {@code etc/}. */
    public Path etc(String name) {
        return base.resolve("etc").resolve(name);
    }

    /** Where the jar of a plug-in lies while it is deployed. */
    public Path deployed(String bundle) {
        return base.resolve("deploy").resolve(bundle + ".jar");
    }

    /** The jar of a plug-in as it is shipped. */
    public Path shipped(String bundle) {
        return home.resolve("deploy").resolve(bundle + ".jar");
    }

    /** Deploys a plug-in as it is shipped. */
    public void deploy(String bundle) throws IOException {
        Files.copy(shipped(bundle), deployed(bundle), StandardCopyOption.REPLACE_EXISTING);
    }

    public void undeploy(String bundle) throws IOException {
        Files.delete(deployed(bundle));
    }

    /** Whatever the router has said since it was started. */
    public String log() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said from now on is asked for by {@link #awaitLog}. */
    public void markLog() {
        mark = log().length();
    }

    /** Waits until something was said, since the mark, that has all these parts in one line. */
    public String awaitLog(String... parts) {
        return patiently()
                .until(
                        () -> log().substring(mark).lines().filter(has(parts)).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Predicate<String> has(String... parts) {
        return line -> Stream.of(parts).allMatch(line::contains);
    }

    /** The port on which that listener said it listens, the last time. */
    public int port(String listener) {
        return Integer.parseInt(
                LISTENS.matcher(log())
                        .results()
                        .filter(result -> result.group(1).equals(listener))
                        .reduce((earlier, later) -> later)
                        .map((MatchResult result) -> result.group(2))
                        .orElseThrow(() -> new AssertionError("no " + listener + ":\n" + log())));
    }

    /** Asks the listener for operators. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port("http-admin") + path);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    /** The sum of the samples of that metric. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.matches(name + "(\\{.*})? .*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks the router to end, as {@code kill} does. */
    public void terminate() {
        process.destroy();
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until the router has ended. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(EXIT_MAX_S, SECONDS)) {
            throw new AssertionError("does not end:\n" + log());
        }
        return process.exitValue();
    }

    /** For what takes the router a moment, on a busy machine too. */
    public static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
