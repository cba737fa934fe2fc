package io.patchbay.api.http;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.concurrent.CompletionStage;

/**
 * Answers the requests for one path. Registered as a service with the property {@link #LISTENER}; a
 * listener is open while a route is mounted on it.
 */
@ConsumerType
public interface HttpRoute {
    /** The service property with the name of the listener, {@code public} or {@code admin}. */
    String LISTENER = "patchbay.http.listener";

    /** The exact path, say {@code /ping}; one that ends with {@code /*} takes all below it. */
    String path();

    /** Called on an event loop; must not block, may complete later from any thread. */
    CompletionStage<HttpResponse> handle(HttpRequest request);
}
