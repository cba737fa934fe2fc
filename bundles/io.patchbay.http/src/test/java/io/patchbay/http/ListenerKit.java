package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.transport.netty.EventLoops;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A listener named {@code public} on a free port, with event loops of its own. */
final class ListenerKit implements AutoCloseable {
    static final Map<String, Object> PUBLIC = Map.of(HttpRoute.LISTENER, "public");

    private final EventLoops loops = new EventLoops(Map.of("loops", 2));
    private final HttpListener listener;

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    ListenerKit(Object... settings) {
        listener = new HttpListener(loops, properties(settings));
    }

    /** Keys and values in turn, on top of host and port. */
    static Map<String, Object> properties(Object... settings) {
        var properties = new HashMap<String, Object>();
        properties.put("felix.fileinstall.filename", "file:/etc/io.patchbay.http-public.cfg");
        properties.put("host", "127.0.0.1");
        properties.put("port", "0");
        for (int i = 0; i < settings.length; i += 2) {
            properties.put((String) settings[i], settings[i + 1]);
        }
        return properties;
    }

    HttpListener listener() {
        return listener;
    }

    EventLoops loops() {
        return loops;
    }

    HttpRoute mount(String path, Function<HttpRequest, CompletionStage<HttpResponse>> answer) {
        var route = new TestRoute(path, answer);
        listener.bindRoute(route, PUBLIC);
        return route;
    }

    /** A route that says which request it got. */
    HttpRoute mountEcho(String path) {
        return mount(
                path,
                request ->
                        CompletableFuture.completedStage(
                                HttpResponse.of(
                                        200,
                                        "text/plain",
                                        request.method()
                                                + " "
                                                + request.path()
                                                + " "
                                                + request.query()
                                                + " "
                                                + new String(
                                                        request.body(),
                                                        java.nio.charset.StandardCharsets.UTF_8))));
    }

    int port() {
        assertThat(listener.addresses()).hasSize(1);
        return ((InetSocketAddress) listener.addresses().get(0)).getPort();
    }

    RawHttp connect() throws IOException {
        return new RawHttp(new Socket("127.0.0.1", port()));
    }

    /** Sends one request whose answer ends the connection, and returns all that came back. */
    String exchange(String request) throws IOException {
        try (RawHttp client = connect()) {
            client.send(request);
            return client.readToEnd();
        }
    }

    @Override
    public void close() {
        listener.deactivate();
        loops.close();
    }

    private record TestRoute(
            String path, Function<HttpRequest, CompletionStage<HttpResponse>> answer)
            implements HttpRoute {
        @Override
        public CompletionStage<HttpResponse> handle(HttpRequest request) {
            return answer.apply(request);
        }
    }
}
