package io.patchbay.admin;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;

import org.osgi.service.component.annotations.Component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers {@code GET /ping} with 204: the process lives and its event loops turn. */
@Component(property = HttpRoute.LISTENER + "=admin")
public final class PingRoute implements HttpRoute {
    @Override
    public String path() {
        return "/ping";
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return CompletableFuture.completedStage(
                ReadOnly.refusal(request).orElseGet(() -> HttpResponse.of(204)));
    }
}
