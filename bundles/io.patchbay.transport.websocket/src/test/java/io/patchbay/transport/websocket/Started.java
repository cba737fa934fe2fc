package io.patchbay.transport.websocket;

import io.patchbay.api.http.HttpRoute;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.api.transport.Transport;
import io.patchbay.http.HttpListener;
import io.patchbay.http.HttpUpgrade;
import io.patchbay.transport.netty.EventLoops;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

import java.lang.reflect.Proxy;
import java.net.SocketAddress;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;

/** The endpoint on an HTTP listener with loops of its own, at any free port. */
final class Started implements AutoCloseable {
    private final EventLoops loops = new EventLoops(Map.of("loops", 2));
    private final HttpListener listener;
    private final WebSocketTransport transport;
    private final Map<String, Object> properties = new HashMap<>();

    /**
     * @param settings keys and values in turn; those that begin with {@code http.} are for the
     *     listener
     */
    Started(RouterDoor door, String... settings) {
        var http = new HashMap<String, Object>();
        http.put("felix.fileinstall.filename", "file:/etc/io.patchbay.http-public.cfg");
        http.put("host", "127.0.0.1");
        http.put("port", "0");
        properties.put(
                "felix.fileinstall.filename", "file:/etc/io.patchbay.transport.websocket.cfg");
        pairs(settings)
                .forEach(
                        (key, value) -> {
                            if (key.startsWith("http.")) {
                                http.put(key.substring("http.".length()), value);
                            } else {
                                properties.put(key, value);
                            }
                        });
        listener = new HttpListener(loops, http);
        transport = new WebSocketTransport(bundle(), loops, door, properties);
    }

    HttpListener listener() {
        return listener;
    }

    WebSocketTransport transport() {
        return transport;
    }

    SocketAddress address() {
        return listener.addresses().getFirst();
    }

    /** Changes some settings, as a changed file would. */
    void modify(String... settings) {
        properties.putAll(pairs(settings));
        transport.modified(properties);
    }

    @Override
    public void close() {
        transport.deactivate();
        listener.deactivate();
        loops.close();
    }

    /** The listener as seen by the transport's test: closing it is closing everything. */
    Transport asTransport() {
        return listener;
    }

    /** A framework that knows of one thing to do with a service: to mount it on the listener. */
    private BundleContext bundle() {
        return proxy(
                BundleContext.class,
                (method, arguments) ->
                        mount((HttpUpgrade) arguments[1], (Dictionary<?, ?>) arguments[2]));
    }

    private ServiceRegistration<?> mount(HttpUpgrade upgrade, Dictionary<?, ?> properties) {
        listener.bindUpgrade(
                upgrade, Map.of(HttpRoute.LISTENER, properties.get(HttpRoute.LISTENER)));
        return proxy(
                ServiceRegistration.class,
                (method, arguments) -> {
                    listener.unbindUpgrade(upgrade);
                    return new Object();
                });
    }

    private static <T> T proxy(Class<T> type, Action action) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            Object result = action.on(method.getName(), arguments);
                            return method.getReturnType() == void.class ? null : result;
                        }));
    }

    private interface Action {
        Object on(String method, Object[] arguments);
    }

    private static Map<String, Object> pairs(String... settings) {
        var pairs = new HashMap<String, Object>();
        for (int i = 0; i < settings.length; i += 2) {
            pairs.put(settings[i], settings[i + 1]);
        }
        return pairs;
    }
}
