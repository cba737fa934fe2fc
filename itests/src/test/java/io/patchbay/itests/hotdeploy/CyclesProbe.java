package io.patchbay.itests.hotdeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Wamp;

import org.osgi.framework.BundleContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs inside the framework while there is a load from outside: deploys, updates and undeploys
 * plug-ins that the load does not use, each with a session that does.
 */
public final class CyclesProbe {
    static final int CYCLES_AT_ONCE = 10;

    /** Where the ports are told to the outside, in {@code patchbay.base}. */
    static final String PORTS_FILE = "ports";

    private static int cycle;

    /** Writes the ports of raw socket and WebSocket to a file. */
    public void tellPorts(BundleContext context) throws IOException {
        var plugins = new Plugins(context);
        Files.writeString(
                Path.of(context.getProperty("patchbay.base")).resolve(PORTS_FILE),
                plugins.port(Plugins.RAW_SOCKET_LISTENER)
                        + " "
                        + plugins.port(Plugins.WEB_SOCKET_LISTENER));
    }

    public void cycleAroundRawSocket(BundleContext context) throws Exception {
        var plugins = new Plugins(context);
        for (int i = 0; i < CYCLES_AT_ONCE; i++, cycle++) {
            switch (cycle % 3) {
                case 0 -> serializer(plugins, Plugins.RAW_SOCKET_LISTENER);
                case 1 -> transport(plugins, Plugins.WEB_SOCKET, Plugins.WEB_SOCKET_LISTENER);
                default -> authMethod(plugins, Plugins.RAW_SOCKET_LISTENER);
            }
        }
    }

    public void cycleAroundWebSocket(BundleContext context) throws Exception {
        var plugins = new Plugins(context);
        for (int i = 0; i < CYCLES_AT_ONCE; i++, cycle++) {
            switch (cycle % 3) {
                case 0 -> serializer(plugins, Plugins.WEB_SOCKET_LISTENER);
                case 1 -> transport(plugins, Plugins.RAW_SOCKET, Plugins.RAW_SOCKET_LISTENER);
                default -> authMethod(plugins, Plugins.WEB_SOCKET_LISTENER);
            }
        }
    }

    private static void serializer(Plugins plugins, String listener) throws Exception {
        try (var user = join(plugins, listener, Format.CBOR)) {
            user.callItself();
            var exchange = exchange(plugins, Plugins.CBOR);
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            exchange.get(10, TimeUnit.SECONDS);
        }
    }

    private static void transport(Plugins plugins, String name, String listener) throws Exception {
        try (var user = join(plugins, listener, Format.JSON)) {
            user.callItself();
            var exchange = exchange(plugins, name);
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            exchange.get(10, TimeUnit.SECONDS);
        }
    }

    private static void authMethod(Plugins plugins, String listener) throws Exception {
        try (var user = join(plugins, listener, Format.JSON)) {
            exchange(plugins, Plugins.ANONYMOUS).get(10, TimeUnit.SECONDS);
            user.callItself();
        }
    }

    private static CompletableFuture<Void> exchange(Plugins plugins, String name) {
        return CompletableFuture.runAsync(
                () -> {
                    if (cycle % 2 == 0) {
                        plugins.remove(name);
                        plugins.add(name);
                    } else {
                        plugins.update(name);
                    }
                });
    }

    private static Client join(Plugins plugins, String listener, Format format) throws IOException {
        int port = plugins.port(listener);
        return listener.equals(Plugins.RAW_SOCKET_LISTENER)
                ? Client.overRawSocket(port, format)
                : Client.overWebSocket(port, format);
    }

    /** To be called when all cycles are through. */
    public void noClassLoaderIsHeld(BundleContext context) {
        assertThat(Plugins.removed()).isGreaterThanOrEqualTo(HotDeployIT.CYCLES);
        Plugins.awaitNoneHeld();
    }
}
