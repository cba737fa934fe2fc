package io.patchbay.http;

import io.netty.channel.ChannelHandler;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.transport.netty.ShutDown;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.Map;

/**
 * Takes connections over from HTTP, as WebSocket does. Registered as a service with the property
 * {@link HttpRoute#LISTENER}; a listener is open while an upgrade is mounted on it.
 *
 * <p>The connections that were taken over stay with the bundle: it ends them when it leaves.
 */
@ConsumerType
public interface HttpUpgrade {
    /** The exact path, say {@code /ws}. */
    String path();

    /**
     * Answers a request for the path, whatever its method and headers. Called on the connection's
     * event loop; must not block.
     */
    Answer answer(HttpRequest request);

    /** What becomes of the connection. */
    sealed interface Answer {}

    /** It stays with HTTP. */
    record Refused(HttpResponse response) implements Answer {}

    /**
     * The answer is 101 with these headers, besides {@code connection: upgrade}. All HTTP handlers
     * leave the pipeline and {@code next} comes instead: it is added while the channel is active,
     * reads every byte that came after the request, and must react to {@link ShutDown}. It may not
     * keep a buffer that it reads.
     */
    record Accepted(Map<String, String> headers, ChannelHandler next) implements Answer {}
}
