package io.patchbay.launcher;

import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What keeps the router from being ready, as those services say that must be up. */
final class Readiness implements AutoCloseable {
    private static final String CHECK = "io.patchbay.api.health.ReadyCheck";

    private final ServiceTracker<Supplier<Optional<String>>, Supplier<Optional<String>>> checks;

    Readiness(BundleContext system) {
        checks = new ServiceTracker<>(system, CHECK, null);
        checks.open(true);
    }

    /** In words for an operator; empty if the router is ready. */
    List<String> waitingFor() {
        return checks.getTracked().values().stream()
                .map(Readiness::ask)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private static Optional<String> ask(Supplier<Optional<String>> check) {
        try {
            return check.get();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(check.getClass().getName() + ", whose check fails: " + e);
        }
    }

    @Override
    public void close() {
        checks.close();
    }
}
