package io.patchbay.itests.hotdeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.Refused;
import io.patchbay.itests.client.Wamp;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import java.net.ConnectException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs inside the framework: each public method is a test, found and called from outside. */
public final class HotDeployProbe {
    private static final String SECOND = "rawsocket-second";

    public void removingASerializerEndsItsSessionsAndRefusesNewOnes(BundleContext context)
            throws Exception {
        var plugins = new Plugins(context);
        int port = plugins.port(Plugins.RAW_SOCKET_LISTENER);
        try (var bystander = Client.overRawSocket(port, Format.JSON);
                var user = Client.overRawSocket(port, Format.CBOR)) {
            user.callItself();
            var removal = CompletableFuture.runAsync(() -> plugins.remove(Plugins.CBOR));
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            removal.get(10, TimeUnit.SECONDS);

            assertThat(refusal(() -> Client.overRawSocket(port, Format.CBOR))).isEqualTo(1);
            bystander.callItself();

            plugins.add(Plugins.CBOR);
            try (var again = Client.overRawSocket(port, Format.CBOR)) {
                again.callItself();
            }
            bystander.callItself();
        } finally {
            plugins.restore(Plugins.CBOR);
        }
    }

    public void removingASerializerEndsItsWebSocketsAndItsSubprotocol(BundleContext context)
            throws Exception {
        var plugins = new Plugins(context);
        int port = plugins.port(Plugins.WEB_SOCKET_LISTENER);
        try (var bystander = Client.overWebSocket(port, Format.MSGPACK);
                var user = Client.overWebSocket(port, Format.CBOR)) {
            user.callItself();
            var removal = CompletableFuture.runAsync(() -> plugins.remove(Plugins.CBOR));
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            removal.get(10, TimeUnit.SECONDS);

            assertThatThrownBy(() -> Client.overWebSocket(port, Format.CBOR))
                    .isInstanceOf(Refused.class);
            bystander.callItself();

            plugins.add(Plugins.CBOR);
            try (var again = Client.overWebSocket(port, Format.CBOR)) {
                again.callItself();
            }
        } finally {
            plugins.restore(Plugins.CBOR);
        }
    }

    public void removingTheWebSocketClosesItsListenerAndItsSessionsOnly(BundleContext context)
            throws Exception {
        var plugins = new Plugins(context);
        removingATransport(
                plugins,
                Plugins.WEB_SOCKET,
                Client.overWebSocket(plugins.port(Plugins.WEB_SOCKET_LISTENER), Format.JSON),
                plugins.port(Plugins.WEB_SOCKET_LISTENER),
                Client.overRawSocket(plugins.port(Plugins.RAW_SOCKET_LISTENER), Format.JSON));

        try (var again =
                Client.overWebSocket(plugins.port(Plugins.WEB_SOCKET_LISTENER), Format.JSON)) {
            again.callItself();
        }
    }

    public void removingTheRawSocketClosesItsListenerAndItsSessionsOnly(BundleContext context)
            throws Exception {
        var plugins = new Plugins(context);
        removingATransport(
                plugins,
                Plugins.RAW_SOCKET,
                Client.overRawSocket(plugins.port(Plugins.RAW_SOCKET_LISTENER), Format.MSGPACK),
                plugins.port(Plugins.RAW_SOCKET_LISTENER),
                Client.overWebSocket(plugins.port(Plugins.WEB_SOCKET_LISTENER), Format.MSGPACK));

        try (var again =
                Client.overRawSocket(plugins.port(Plugins.RAW_SOCKET_LISTENER), Format.MSGPACK)) {
            again.callItself();
        }
    }

    private static void removingATransport(
            Plugins plugins, String name, Client user, int port, Client bystander)
            throws Exception {
        try (user;
                bystander) {
            user.callItself();
            var removal = CompletableFuture.runAsync(() -> plugins.remove(name));
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            removal.get(10, TimeUnit.SECONDS);

            assertThatThrownBy(() -> Client.overRawSocket(port, Format.JSON))
                    .isInstanceOf(ConnectException.class);
            bystander.callItself();
            plugins.add(name);
            bystander.callItself();
        } finally {
            plugins.restore(name);
        }
    }

    public void removingAnAuthMethodKeepsSessionsAndRefusesNewOnes(BundleContext context)
            throws Exception {
        var plugins = new Plugins(context);
        int port = plugins.port(Plugins.RAW_SOCKET_LISTENER);
        try (var user = Client.overRawSocket(port, Format.JSON)) {
            plugins.remove(Plugins.ANONYMOUS);

            try (var refused = Client.on(RawSocketLink.connect(port, Format.JSON), Format.JSON)) {
                refused.hello();
                assertThat(refused.expect(Wamp.ABORT).get(2))
                        .isEqualTo(Wamp.NO_MATCHING_AUTH_METHOD);
            }
            user.callItself();

            plugins.add(Plugins.ANONYMOUS);
            Client.overRawSocket(port, Format.JSON).close();
            user.callItself();
        } finally {
            plugins.restore(Plugins.ANONYMOUS);
        }
    }

    public void aListenerMovesWithItsConfigurationAndNoOtherDoes(BundleContext context)
            throws Exception {
        var plugins = new Plugins(context);
        int port = plugins.port(Plugins.RAW_SOCKET_LISTENER);
        Configuration configuration =
                plugins.service(ConfigurationAdmin.class)
                        .getFactoryConfiguration(Plugins.RAW_SOCKET, "second", "?");
        try (var bystander = Client.overRawSocket(port, Format.JSON)) {
            configuration.update(properties("127.0.0.1"));
            int first = awaitOther(plugins, 0);
            try (var user = Client.overRawSocket(first, Format.JSON)) {
                configuration.update(properties("0.0.0.0"));
                user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
            }
            int second = awaitOther(plugins, first);
            Client.overRawSocket(second, Format.JSON).close();
            assertThatThrownBy(() -> Client.overRawSocket(first, Format.JSON))
                    .isInstanceOf(ConnectException.class);

            configuration.delete();
            await().until(() -> plugins.anyPort(SECOND) == 0);
            assertThat(plugins.port(Plugins.RAW_SOCKET_LISTENER)).isEqualTo(port);
            bystander.callItself();
        }
    }

    private static Dictionary<String, Object> properties(String host) {
        return new Hashtable<>(Map.of("host", host, "port", "0"));
    }

    /** Waits until the second listener listens elsewhere than before. */
    private static int awaitOther(Plugins plugins, int former) {
        return await().until(() -> plugins.anyPort(SECOND), port -> port != 0 && port != former);
    }

    private static int refusal(ThrowingCallable attempt) {
        return catchThrowableOfType(Refused.class, attempt).code();
    }
}
