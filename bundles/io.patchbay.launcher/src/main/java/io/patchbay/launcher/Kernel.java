package io.patchbay.launcher;

import static java.util.Map.entry;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;

/**
 * The framework with the bundles that the features name. Jars of {@code deploy/} are not among
 * them: FileInstall, one of the bundles, brings them in, at start as well as later.
 */
final class Kernel {
    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);
    private static final java.util.logging.Logger FILE_INSTALL =
            java.util.logging.Logger.getLogger("fileinstall");
    private static final long STOP_TIMEOUT_MS = 10_000;
    private static final Duration LATE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LATE_POLL = Duration.ofMillis(500);

    private final Framework framework;
    private final Watch watch;

    private Kernel(Framework framework, Path deploy, Duration watchInterval) {
        this.framework = framework;
        this.watch = new Watch(framework.getBundleContext(), deploy, watchInterval);
    }

    /** Installs the bundles and starts none of them. */
    static Kernel install(Layout layout, Settings settings) {
        Map<Path, Integer> bundles = bundles(layout, settings);
        try {
            var properties = new HashMap<>(properties(layout, settings));
            properties.putAll(settings.framework());
            Framework framework = newFramework(properties);
            framework.init(Kernel::report);
            FILE_INSTALL.setFilter(Kernel::isNews);
            var kernel = new Kernel(framework, layout.deploy(), settings.watchInterval());
            for (var bundle : bundles.entrySet()) {
                kernel.install(bundle.getKey(), bundle.getValue());
            }
            return kernel;
        } catch (BundleException e) {
            throw new StartFailure("the framework does not start: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // Felix declares a raw map, to take its logger
    private static Framework newFramework(Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("felix.log.logger", new FrameworkLog());
        return new FrameworkFactory().newFramework((Map) all);
    }

    private static Map<Path, Integer> bundles(Layout layout, Settings settings) {
        var versions = new HashMap<String, String>();
        var bundles = new LinkedHashMap<Path, Integer>();
        for (String name : settings.features()) {
            Path file = layout.features().resolve(name + ".json");
            for (Feature.Entry entry : FeatureFile.read(file).bundles()) {
                BundleId id = entry.id();
                String earlier = versions.putIfAbsent(id.withoutVersion(), id.version());
                if (earlier != null && !earlier.equals(id.version())) {
                    throw StartFailure.invalid(
                            file,
                            "bundle",
                            id,
                            "version " + earlier + ", as in an earlier feature");
                }
                bundles.putIfAbsent(jar(file, id, layout), entry.startLevel());
            }
        }
        return bundles;
    }

    private static Path jar(Path feature, BundleId id, Layout layout) {
        Path jar = id.in(layout.system());
        if (!Files.isReadable(jar)) {
            throw StartFailure.invalid(feature, "bundle", id, "a readable file " + jar);
        }
        return jar;
    }

    private static Map<String, String> properties(Layout layout, Settings settings) {
        return Map.ofEntries(
                // What runs follows from system/ and deploy/ alone; nothing is remembered.
                entry(Constants.FRAMEWORK_STORAGE, layout.data().resolve("cache").toString()),
                entry(
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT),
                entry(
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        Integer.toString(FeatureFile.HIGHEST_START_LEVEL)),
                entry(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, LoggingPackages.exports()),
                entry("felix.fileinstall.dir", layout.etc() + "," + layout.deploy()),
                entry("felix.fileinstall.filter", ".*\\.(jar|cfg|config)"),
                entry("felix.fileinstall.poll", Long.toString(settings.watchInterval().toMillis())),
                entry("felix.fileinstall.noInitialDelay", "true"),
                entry("felix.fileinstall.enableConfigSave", "false"),
                entry("felix.fileinstall.tmpdir", layout.data().resolve("tmp").toString()),
                entry("felix.fileinstall.log.default", "jul"),
                entry("felix.fileinstall.log.level", "2"),
                // A bundle that comes must not restart those that could, but need not, use it.
                entry("felix.fileinstall.optionalImportRefreshScope", "none"));
    }

    private void install(Path jar, int startLevel) throws BundleException {
        Bundle bundle = context().installBundle("reference:" + jar.toUri(), null);
        bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    /** Returns when all bundles have started, those of {@code deploy/} included. */
    void start() {
        try {
            framework.start();
        } catch (BundleException e) {
            throw new StartFailure("the framework does not start: " + e.getMessage(), e);
        }
        watch.start();
    }

    /**
     * Adds the jars of {@code deploy/} without starting anything; returns how many bundles cannot
     * run.
     */
    int check(List<Path> plugins) {
        for (Path plugin : plugins) {
            try {
                context().installBundle(plugin.toUri().toString());
            } catch (BundleException e) {
                throw new StartFailure("%s: no bundle: %s".formatted(plugin, e.getMessage()), e);
            }
        }
        return new ResolveReport(context()).look();
    }

    int bundles() {
        return context().getBundles().length;
    }

    /** Gives peers a bounded time to finish, if there is a running router at all. */
    void drain(Duration timeout) throws InterruptedException {
        if (framework.getState() == Bundle.ACTIVE) {
            new Drain(context(), timeout).run();
        }
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    void stop() throws InterruptedException {
        watch.stop();
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.error("the framework does not stop", e);
        }
        framework.waitForStop(STOP_TIMEOUT_MS);
    }

    /** Returns when the framework has stopped, for whatever reason. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /**
     * Returns when the router is ready, and tells meanwhile what it waits for, if that takes long.
     *
     * @return false if the framework has stopped before
     */
    boolean awaitReady() throws InterruptedException {
        long start = System.nanoTime();
        List<String> told = List.of();
        var readiness = new Readiness(context());
        for (List<String> waiting = readiness.waitingFor();
                !waiting.isEmpty();
                waiting = readiness.waitingFor()) {
            boolean late = System.nanoTime() - start > LATE.toNanos();
            if (late && !waiting.equals(told)) {
                LOG.warn("Patchbay is not ready: {}", String.join("; ", waiting));
                told = waiting;
            }
            if (hasStopped(late ? LATE_POLL : POLL)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasStopped(Duration patience) throws InterruptedException {
        return framework.waitForStop(patience.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** What does not resolve is told by {@link ResolveReport}, in fewer words. */
    private static boolean isNews(LogRecord entry) {
        return !(entry.getThrown() instanceof BundleException e
                && e.getType() == BundleException.RESOLVE_ERROR);
    }

    private static void report(FrameworkEvent event) {
        switch (event.getType()) {
            case FrameworkEvent.ERROR ->
                    LOG.error("{} failed", event.getBundle(), event.getThrowable());
            case FrameworkEvent.WARNING ->
                    LOG.warn("{} warns", event.getBundle(), event.getThrowable());
            default -> LOG.debug("framework event {}", event);
        }
    }
}
