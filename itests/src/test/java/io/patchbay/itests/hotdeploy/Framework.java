package io.patchbay.itests.hotdeploy;

import static org.ops4j.pax.exam.CoreOptions.bootClasspathLibrary;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.TestProbeProvider;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A framework in a process of its own, made by Pax Exam of what the distribution holds: the bundles
 * that its features name, at their start levels, and then the plug-ins of {@code deploy/}.
 */
final class Framework implements AutoCloseable {
    private static final String ANY_PORT = "host = 127.0.0.1\nport = 0\n";

    /** Pax Exam goes no further; what the features start later comes just before the plug-ins. */
    private static final int LAST_LEVEL = 5;

    private static final int TIMEOUT_MS = 60_000;

    private final Path distribution;
    private final Path base;
    private final TestProbeProvider probe;
    private final TestContainer container;

    /**
     * @param base a folder for what the router owns
     * @param probes the classes whose public methods can be called inside
     */
    Framework(Path distribution, Path base, Class<?>... probes) throws IOException {
        this.distribution = distribution;
        this.base = base;
        configure();
        ExamSystem system = PaxExamRuntime.createTestSystem(options().toArray(Option[]::new));
        TestProbeBuilder builder = system.createProbe();
        for (Class<?> type : probes) {
            builder.addTests(type, tests(type));
        }
        probe = builder.build();
        container = PaxExamRuntime.createContainer(system);
        container.start();
        container.installProbe(probe.getStream());
    }

    private static Method[] tests(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toArray(Method[]::new);
    }

    /** What can be called inside the framework. */
    List<TestAddress> tests() {
        return List.copyOf(probe.getTests());
    }

    /** Calls one of them. What it throws comes back here, out of the wrappings of the way. */
    void call(TestAddress test) {
        try {
            container.call(test);
        } catch (TestContainerException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new AssertionError(test.caption() + ": " + cause, cause);
        }
    }

    /** Calls the one with that name. */
    void call(String name) {
        tests().stream().filter(test -> test.caption().endsWith("." + name)).forEach(this::call);
    }

    @Override
    public void close() {
        container.stop();
    }

    private void configure() throws IOException {
        Path etc = Files.createDirectories(base.resolve("etc"));
        Files.copy(distribution.resolve("etc/realms.json"), etc.resolve("realms.json"));
        Files.copy(
                distribution.resolve("etc/io.patchbay.transport.websocket.cfg"),
                etc.resolve("io.patchbay.transport.websocket.cfg"));
        for (String listener :
                List.of("http-admin", "http-public", "transport.rawsocket-default")) {
            Files.writeString(etc.resolve("io.patchbay." + listener + ".cfg"), ANY_PORT);
        }
    }

    private List<Option> options() throws IOException {
        var options = new ArrayList<Option>();
        for (String feature : List.of("kernel", "netty", "core")) {
            JsonNode json =
                    new ObjectMapper()
                            .readTree(
                                    distribution.resolve("features/" + feature + ".json").toFile());
            json.get("bundles").forEach(bundle -> options.add(kernelBundle(bundle)));
        }
        for (Path jar : jars("deploy")) {
            options.add(bundle(jar.toUri().toString()).startLevel(LAST_LEVEL));
        }
        for (String type :
                List.of(
                        "org.assertj.core.api.Assertions",
                        "net.bytebuddy.ByteBuddy",
                        "org.awaitility.Awaitility",
                        "org.hamcrest.Matcher")) {
            options.add(bundle(jarOf(type)));
        }
        for (Path jar : jars("lib")) {
            if (jar.getFileName().toString().matches("(slf4j|logback).*")) {
                options.add(bootClasspathLibrary(jar.toUri().toString()));
            }
        }
        for (String name : List.of("", ".event", ".helpers", ".spi")) {
            for (String version : List.of("2.0.0", "1.7.36")) { // as the launcher does
                options.add(systemPackage("org.slf4j" + name + ";version=" + version));
            }
        }
        options.addAll(
                List.of(
                        systemTimeout(TIMEOUT_MS),
                        frameworkProperty("patchbay.base").value(base.toString()),
                        frameworkProperty(Plugins.FOLDER)
                                .value(distribution.resolve("deploy").toString()),
                        frameworkProperty("felix.fileinstall.dir")
                                .value(base.resolve("etc").toString()),
                        frameworkProperty("felix.fileinstall.noInitialDelay").value("true"),
                        vmOption("--enable-native-access=ALL-UNNAMED"),
                        vmOption("-Dlogback.configurationFile=" + logback())));
        Stream.of(System.getProperty("patchbay.itests.jvm.options", "").split(" "))
                .filter(option -> !option.isEmpty())
                .forEach(option -> options.add(vmOption(option)));
        return options;
    }

    private UrlProvisionOption kernelBundle(JsonNode bundle) {
        String[] id = bundle.get("id").asText().split(":");
        String version = id[id.length - 1];
        String name = id[1] + "-" + version + (id.length == 5 ? "-" + id[3] : "") + ".jar";
        Path jar =
                distribution
                        .resolve("system")
                        .resolve(id[0].replace('.', '/'))
                        .resolve(id[1])
                        .resolve(version)
                        .resolve(name);
        int level = Math.min(bundle.get("start-level").asInt(), LAST_LEVEL - 1);
        UrlProvisionOption option = bundle(jar.toUri().toString()).startLevel(level);
        return id.length == 5 ? option.noStart() : option;
    }

    private String logback() throws IOException {
        return Files.writeString(
                        base.resolve("logback.xml"),
                        """
                        <configuration>
                          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                            <encoder><pattern>%d %level [%thread] %logger - %msg%n</pattern></encoder>
                          </appender>
                          <root level="INFO"><appender-ref ref="OUT"/></root>
                        </configuration>
                        """)
                .toString();
    }

    private List<Path> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(distribution.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static String jarOf(String type) {
        try {
            return Class.forName(type)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
