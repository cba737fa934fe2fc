package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.health.ReadyCheck;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class ReadinessTest {
    @TempDir Path cache;

    private Framework framework;
    private BundleContext system;

    @BeforeEach
    void start() throws Exception {
        framework =
                new FrameworkFactory()
                        .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        system = framework.getBundleContext();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void itIsReadyOnceNobodyWaitsForAnything() {
        var trouble = new AtomicReference<Optional<String>>(Optional.of("the store is loading"));
        register(trouble::get);
        register(Optional::empty);
        var readiness = new Readiness(system);
        assertThat(readiness.waitingFor()).containsExactly("the store is loading");

        trouble.set(Optional.empty());

        assertThat(readiness.waitingFor()).isEmpty();
    }

    @Test
    void whoComesLaterIsAskedAsWell() {
        var readiness = new Readiness(system);
        assertThat(readiness.waitingFor()).isEmpty();

        register(() -> Optional.of("b"));
        register(() -> Optional.of("a"));

        assertThat(readiness.waitingFor()).containsExactly("a", "b");
    }

    /** What one service is needed for may be ready while others are still told of it. */
    @Test
    void whoIsThereIsAskedBeforeAnybodyHasBeenToldOfIt() {
        var seen = new AtomicReference<List<String>>();
        var readiness = new Readiness(system);
        system.addServiceListener(event -> seen.set(readiness.waitingFor()));

        register(() -> Optional.of("the administrator is not there yet"));

        assertThat(seen.get()).containsExactly("the administrator is not there yet");
    }

    @Test
    void aCheckThatFailsIsNoReasonToBeReady() {
        register(
                () -> {
                    throw new IllegalStateException("lost");
                });
        var readiness = new Readiness(system);
        assertThat(readiness.waitingFor())
                .singleElement()
                .asString()
                .contains("ReadinessTest", "whose check fails", "lost");
    }

    private void register(ReadyCheck check) {
        system.registerService(ReadyCheck.class, check, new Hashtable<>());
    }
}
