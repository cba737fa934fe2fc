package io.patchbay.launcher;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Lets the router say goodbye before the framework stops: runs every {@link Runnable} service with
 * the property {@code patchbay.shutdown=drain}, all at once, and waits for them for a bounded time.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final String FILTER = "(patchbay.shutdown=drain)";

    private final BundleContext system;
    private final Duration timeout;

    Drain(BundleContext system, Duration timeout) {
        this.system = system;
        this.timeout = timeout;
    }

    void run() throws InterruptedException {
        var running =
                services().stream()
                        .map(system::getService)
                        .map(CompletableFuture::runAsync)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(running).get(timeout.toMillis(), MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "peers had not finished after {} s; stopping without them",
                    timeout.toSeconds());
        } catch (ExecutionException e) {
            LOG.error("sessions could not be ended in order", e.getCause());
        }
    }

    private java.util.Collection<ServiceReference<Runnable>> services() {
        try {
            return system.getServiceReferences(Runnable.class, FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
