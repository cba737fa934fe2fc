package io.patchbay.admin;

import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers {@code GET /ready} with 204 once no {@link ReadyCheck} waits for anything, and with 503
 * and what they wait for until then.
 */
@Component(property = HttpRoute.LISTENER + "=admin")
public final class ReadyRoute implements HttpRoute {
    private final Set<ReadyCheck> checks = ConcurrentHashMap.newKeySet();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(ReadyCheck check) {
        checks.add(check);
    }

    void unbind(ReadyCheck check) {
        checks.remove(check);
    }

    @Override
    public String path() {
        return "/ready";
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return CompletableFuture.completedStage(ReadOnly.refusal(request).orElseGet(this::answer));
    }

    private HttpResponse answer() {
        List<String> waiting =
                checks.stream()
                        .map(ReadyRoute::waitingFor)
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList();
        var notReady = new LinkedHashMap<String, Object>();
        notReady.put("ready", false);
        notReady.put("waitingFor", waiting);
        return waiting.isEmpty() ? HttpResponse.of(204) : JsonResponse.of(503, notReady);
    }

    /** A check that fails is no reason to be ready, nor to tell nothing about the others. */
    private static Optional<String> waitingFor(ReadyCheck check) {
        try {
            return check.waitingFor();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(check.getClass().getName() + ", whose check fails: " + e);
        }
    }
}
