package io.patchbay.launcher;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What keeps the router from being ready, as those services say that must be up. The framework is
 * asked for them each time: who waits to be told of a new one may be told after those whom it makes
 * ready.
 */
record Readiness(BundleContext system) {
    private static final String CHECK = "io.patchbay.api.health.ReadyCheck";

    /** In words for an operator; empty if the router is ready. */
    List<String> waitingFor() {
        return checks().map(this::ask).flatMap(Optional::stream).sorted().toList();
    }

    private Stream<ServiceReference<?>> checks() {
        try {
            return Stream.ofNullable(system.getAllServiceReferences(CHECK, null))
                    .flatMap(Stream::of);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter
        }
    }

    private Optional<String> ask(ServiceReference<?> reference) {
        if (!(system.getService(reference) instanceof Supplier<?> check)) {
            return Optional.empty(); // it is gone again
        }
        try {
            return ((Optional<?>) check.get()).map(String::valueOf);
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(check.getClass().getName() + ", whose check fails: " + e);
        } finally {
            system.ungetService(reference);
        }
    }
}
