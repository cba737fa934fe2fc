package io.patchbay.api.health;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that must be up before the router is ready. Registered as a service. Any thread.
 *
 * <p>The launcher asks it as a supplier: it lives outside of the framework and sees no type of a
 * bundle.
 */
@ConsumerType
public interface ReadyCheck extends Supplier<Optional<String>> {
    /** What it still waits for, in words for an operator; empty when it is up. */
    Optional<String> waitingFor();

    @Override
    default Optional<String> get() {
        return waitingFor();
    }
}
