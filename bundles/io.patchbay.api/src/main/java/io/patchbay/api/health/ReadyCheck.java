package io.patchbay.api.health;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Something that must be up before the router is ready. Registered as a service. Any thread. */
@ConsumerType
public interface ReadyCheck {
    /** What it still waits for, in words for an operator; empty when it is up. */
    Optional<String> waitingFor();
}
