package io.patchbay.itests.interop;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A router and an agent of each library, which all tests share. They start when first needed. */
final class World implements AutoCloseable {
    private static final Path FOLDER = Path.of("target/interop").toAbsolutePath();
    private static final Namespace NAMESPACE = Namespace.create(World.class);

    private final Map<Library, Agent> agents = new EnumMap<>(Library.class);
    private final Certificate certificate = Certificate.create(emptyFolder("certificate"));
    private final RunningRouter router;

    private World() {
        this.router = start("router");
    }

    /** Hands the world to tests that ask for it. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == World.class;
        }

        @Override
        public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(World.class, key -> new World(), World.class);
        }
    }

    /** Starts another router, with a folder of that name below {@code target}. */
    RunningRouter start(String name) {
        return RunningRouter.start(emptyFolder(name), certificate);
    }

    private static Path emptyFolder(String name) {
        Path folder = FOLDER.resolve(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningRouter router() {
        return router;
    }

    /** Joins {@code realm1}. */
    Client join(Dialect dialect) {
        return join(dialect, "realm1");
    }

    Client join(Dialect dialect, String realm) {
        return join(dialect, router, realm);
    }

    Client join(Dialect dialect, RunningRouter other, String realm) {
        return Client.join(agent(dialect.library()), dialect, other, realm);
    }

    /**
     * Joins as a user.
     *
     * @param login method, authid and secret
     */
    Client join(Dialect dialect, String realm, Map<String, String> login) {
        return Client.join(agent(dialect.library()), dialect, router, realm, login);
    }

    /**
     * @throws org.opentest4j.TestAbortedException if the library's runtime is not installed
     */
    private synchronized Agent agent(Library library) {
        return agents.computeIfAbsent(library, this::agentOf);
    }

    private Agent agentOf(Library library) {
        List<String> command = library.command();
        Path log = FOLDER.resolve(library.name().toLowerCase(Locale.ROOT) + ".log");
        var environment = Map.of("NODE_EXTRA_CA_CERTS", certificate.file().toString());
        return Agent.start(library.toString(), command, environment, log);
    }

    @Override
    public void close() {
        agents.values().forEach(Agent::close);
        router.close();
    }
}
