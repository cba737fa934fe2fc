package io.patchbay.launcher;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the reports about bundles up to date, from a thread of its own. */
final class Watch implements BundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final BundleContext system;
    private final ResolveReport resolving;
    private final DeployReport deployed;
    private final Duration interval;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("patchbay-watch").unstarted(this::watch);

    Watch(BundleContext system, Path deploy, Duration interval) {
        this.system = system;
        this.resolving = new ResolveReport(system);
        this.deployed = new DeployReport(deploy);
        this.interval = interval;
    }

    void start() {
        resolving.look();
        deployed.look();
        system.addBundleListener(this);
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        changed.set(true);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                if (changed.getAndSet(false)) {
                    resolving.look();
                }
                deployed.look();
            }
        } catch (InterruptedException e) {
            LOG.debug("no longer watching");
        }
    }
}
