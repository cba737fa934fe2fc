package io.patchbay.launcher;

import static java.util.stream.Collectors.joining;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells the operator which bundles cannot run and what they miss, once for each reason, and when
 * they can after all. Looks whenever bundles have come, gone or changed and it has been quiet for a
 * moment.
 */
final class ResolveReport {
    private static final Logger LOG = LoggerFactory.getLogger(ResolveReport.class);

    private final BundleContext system;
    private final FrameworkWiring wiring;
    private final Map<Bundle, String> reported = new HashMap<>();

    ResolveReport(BundleContext system) {
        this.system = system;
        this.wiring = system.getBundle().adapt(FrameworkWiring.class);
    }

    /**
     * Tries to resolve what is not resolved and reports what changed. Returns how many cannot run.
     */
    synchronized int look() {
        wiring.resolveBundles(null);
        reported.keySet().removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED);
        for (Bundle bundle : system.getBundles()) {
            if (bundle.getState() == Bundle.INSTALLED) {
                broken(bundle);
            } else if (reported.remove(bundle) != null) {
                LOG.info("{} resolves now", nameOf(bundle));
            }
        }
        return reported.size();
    }

    private void broken(Bundle bundle) {
        String reason = reasonOf(bundle);
        if (!reason.equals(reported.put(bundle, reason))) {
            LOG.error("{} cannot run: {}", nameOf(bundle), reason);
        }
    }

    private String reasonOf(Bundle bundle) {
        Set<Missing> missing = Missing.of(bundle, wiring);
        return missing.isEmpty()
                ? "its requirements contradict those of other bundles; the framework's log says more"
                : "it needs " + missing.stream().map(Missing::toString).collect(joining(", and "));
    }

    private static String nameOf(Bundle bundle) {
        String name = bundle.getSymbolicName();
        String file = bundle.getLocation().replaceFirst("^.*/", "");
        return name == null
                ? file
                : "%s (bundle %s %s)"
                        .formatted(file, name, bundle.getHeaders().get(Constants.BUNDLE_VERSION));
    }
}
