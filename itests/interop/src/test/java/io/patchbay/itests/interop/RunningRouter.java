package io.patchbay.itests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built distribution, started by its own script, with a base folder of its own: all transports,
 * TLS included, on ports that the system chooses. Besides {@code realm1} there is {@link #GUARDED},
 * and what {@code security_config.json} of the test's resources says.
 */
final class RunningRouter implements AutoCloseable {
    /**
     * A realm that lets its peers do nothing but subscribe and call, below {@code com.example.}.
     */
    static final String GUARDED = "guarded";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile(" (\\S+) listens on \\S*:(\\d+) \\(");
    private static final Pattern READY = Pattern.compile(" ready in ");

    private final Path base;
    private final Certificate certificate;
    private final Path socket;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Process process;

    private RunningRouter(Path base, Certificate certificate) throws IOException {
        this.base = base;
        this.certificate = certificate;
        // Its path must fit a socket address.
        this.socket = Files.createTempDirectory("patchbay").resolve("raw.sock");
        Path home = Path.of(System.getProperty("patchbay.distribution", ""));
        configure(home);
        var builder =
                new ProcessBuilder(home.resolve("bin/patchbay").toString(), "run")
                        .redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "PATCHBAY_BASE", base.toString(),
                                "PATCHBAY_PUBLIC_HOST", "127.0.0.1",
                                "PATCHBAY_PUBLIC_PORT", "0",
                                "PATCHBAY_ADMIN_PORT", "0",
                                "PATCHBAY_RAWSOCKET_HOST", "127.0.0.1",
                                "PATCHBAY_RAWSOCKET_PORT", "0"));
        this.process = builder.start();
        Thread.ofVirtual().name("router").start(this::follow);
    }

    /** Starts a router with that folder as its own; returns once it serves. */
    static RunningRouter start(Path base, Certificate certificate) {
        try {
            var router = new RunningRouter(base, certificate);
            router.ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return router;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the router does not start, see " + base, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void configure(Path home) throws IOException {
        for (String folder : new String[] {"etc", "deploy"}) {
            copy(home.resolve(folder), base.resolve(folder));
        }
        Path etc = base.resolve("etc");
        Files.writeString(etc.resolve("realms.json"), realms(etc.resolve("realms.json")));
        write("io.patchbay.http-tls", "host = 127.0.0.1\nport = 0\n" + certificate.settings());
        Files.delete(etc.resolve("io.patchbay.transport.websocket.cfg"));
        write("io.patchbay.transport.websocket-public", "listener = public\npath = /ws\n");
        write("io.patchbay.transport.websocket-tls", "listener = tls\npath = /ws\n");
        write(
                "io.patchbay.transport.rawsocket-tls",
                "host = 127.0.0.1\nport = 0\n" + certificate.settings());
        // More logins fail here in a minute than those of any person would.
        write("io.patchbay.security", "failures.address = 0\nfailures.authid = 0\n");
        write("io.patchbay.transport.rawsocket-unix", "port = -1\nunix.path = " + socket + "\n");
    }

    private void write(String pid, String settings) throws IOException {
        Files.writeString(base.resolve("etc").resolve(pid + ".cfg"), settings);
    }

    private static String realms(Path shipped) throws IOException {
        String realms = Files.readString(shipped).strip();
        return realms.substring(0, realms.length() - 1)
                + """
                , {
                  "uri": "%s",
                  "authmethods": ["anonymous"],
                  "sources": [
                    { "usernames": ["anonymous"], "authmethod": "anonymous", "cidr": "127.0.0.0/8" }
                  ],
                  "grants": [
                    {
                      "roles": ["anonymous"],
                      "permissions": ["wamp.subscribe", "wamp.call"],
                      "uri": "com.example.",
                      "match": "prefix"
                    }
                  ]
                },
                """
                        .formatted(GUARDED)
                + Files.readString(Path.of("src/test/resources/security_config.json"))
                        .strip()
                        .substring(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Reads what the router prints, until it ends. */
    private void follow() {
        try (BufferedReader lines = process.inputReader(UTF_8);
                PrintWriter copy = new PrintWriter(base.resolve("console.log").toFile(), UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.println(line);
                copy.flush();
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    ports.put(listens.group(1), Integer.parseInt(listens.group(2)));
                } else if (READY.matcher(line).find()) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("it has ended"));
    }

    /** Where to connect to, as agents understand it. */
    String url(Transport transport) {
        return switch (transport) {
            case WEBSOCKET -> "ws://127.0.0.1:" + port("http-public") + "/ws";
            case WEBSOCKET_TLS -> "wss://127.0.0.1:" + port("http-tls") + "/ws";
            case RAW_SOCKET -> "rs://127.0.0.1:" + port("rawsocket-default");
            case RAW_SOCKET_TLS -> "rss://127.0.0.1:" + port("rawsocket-tls");
            case RAW_SOCKET_UNIX -> "unix:" + socket;
        };
    }

    /** The TCP port of the listener with that name. */
    int port(String listener) {
        Integer port = ports.get(listener);
        if (port == null) {
            throw new AssertionError(listener + " does not listen, but " + ports);
        }
        return port;
    }

    /** The PEM file of the certificate that its TLS listeners show. */
    Path certificate() {
        return certificate.file();
    }

    /** Tells the router to end, as an operator's SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /** Waits until the router has ended. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the router does not end, see " + base);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
