package io.patchbay.launcher;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** One run of the router, from claiming its data folder to giving it up. */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Instance instance;
    private final Kernel kernel;
    private final Duration drainTimeout;
    private volatile int exitCode;

    private Router(Instance instance, Kernel kernel, Duration drainTimeout) {
        this.instance = instance;
        this.kernel = kernel;
        this.drainTimeout = drainTimeout;
    }

    /** Ends with the process: exit code 0 once it was told to stop, another if it cannot serve. */
    static void run(Layout layout) throws InterruptedException {
        layout.prepare();
        var settings = Settings.read(layout.settings(), System::getenv);
        var instance = Instance.claim(layout.data());
        var kernel = Kernel.install(layout, settings);
        new Router(instance, kernel, settings.drainTimeout()).serve();
    }

    private void serve() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutdown, "patchbay-shutdown"));
        try {
            kernel.start();
            if (kernel.awaitReady()) {
                instance.ready();
                tellReady();
            }
        } catch (StartFailure e) {
            exitCode = 1;
            throw e;
        }
        kernel.awaitStop();
        System.exit(0);
    }

    private void tellReady() {
        LOG.info(
                "Patchbay {} ready in {} ms (Java {}, {} bundles)",
                Router.class.getPackage().getImplementationVersion(),
                sinceProcessStart().toMillis(),
                Runtime.version(),
                kernel.bundles());
    }

    private static Duration sinceProcessStart() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }

    /** A JVM that ends by a signal would report the signal; one that ended in order reports 0. */
    private void shutdown() {
        try {
            LOG.info("stopping");
            kernel.drain(drainTimeout);
            kernel.stop();
            instance.close();
            LOG.info("stopped");
        } catch (IOException | RuntimeException e) {
            LOG.error("not stopped in order", e);
            exitCode = 1;
        } catch (InterruptedException e) {
            exitCode = 1;
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
