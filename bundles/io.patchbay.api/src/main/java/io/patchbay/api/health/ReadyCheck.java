package io.patchbay.api.health;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.Optional;

/** Something that must be up before the router is ready. Registered as a service. Any thread. */
@ConsumerType
public interface ReadyCheck {
    /** What it still waits for, in words for an operator; empty when it is up. */
    Optional<String> waitingFor();
}
