package io.patchbay.itests.hotdeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.transport.Transport;
import io.patchbay.itests.client.PluginJar;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes plug-ins out of the running router and puts them back. Inside the framework. */
final class Plugins {
    static final String CBOR = "io.patchbay.serializer.cbor";
    static final String ANONYMOUS = "io.patchbay.auth.anonymous";
    static final String RAW_SOCKET = "io.patchbay.transport.rawsocket";
    static final String WEB_SOCKET = "io.patchbay.transport.websocket";
    static final String RAW_SOCKET_LISTENER = "rawsocket-default";
    static final String WEB_SOCKET_LISTENER = "http-public";

    /** Where the jars lie; a property of the framework. */
    static final String FOLDER = "patchbay.itests.plugins";

    /** The class loaders of what was taken out; for all tests of a framework. */
    private static final List<WeakReference<ClassLoader>> FORMER = new ArrayList<>();

    private static int updates;

    private final BundleContext context;

    Plugins(BundleContext context) {
        this.context = context;
    }

    void remove(String name) {
        Bundle bundle = find(name).orElseThrow();
        FORMER.add(loader(bundle));
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(String name) {
        try {
            context.installBundle(jar(name).toUri().toString()).start();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces the plug-in by one of a higher version. */
    void update(String name) {
        Bundle bundle = find(name).orElseThrow();
        FORMER.add(loader(bundle));
        try {
            byte[] changed = PluginJar.withVersion(jar(name), "0.2." + ++updates);
            bundle.update(new ByteArrayInputStream(changed));
        } catch (BundleException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts back what is not there. */
    void restore(String name) {
        if (find(name).isEmpty()) {
            add(name);
        }
    }

    /** Waits until nothing holds a class loader of what was taken out. */
    static void awaitNoneHeld() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> {
                            System.gc();
                            assertThat(FORMER).allMatch(loader -> loader.get() == null);
                        });
    }

    /** How many class loaders were taken out. */
    static int removed() {
        return FORMER.size();
    }

    private static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private Path jar(String name) {
        return Path.of(context.getProperty(FOLDER)).resolve(name + ".jar");
    }

    private Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst();
    }

    /** The port on which the listener of that name listens. */
    int port(String listener) {
        return await().until(() -> anyPort(listener), port -> port != 0);
    }

    /** The port on which the listener of that name listens, or 0 if it does not. */
    int anyPort(String listener) {
        try {
            return context.getServiceReferences(Transport.class, null).stream()
                    .map(this::service)
                    .filter(transport -> transport != null && transport.name().equals(listener))
                    .flatMap(transport -> transport.addresses().stream())
                    .mapToInt(address -> ((InetSocketAddress) address).getPort())
                    .findFirst()
                    .orElse(0);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    <T> T service(Class<T> type) {
        return service(context.getServiceReference(type));
    }

    private <T> T service(ServiceReference<T> reference) {
        return context.getService(reference);
    }
}
