package io.patchbay.admin.rest;

import io.patchbay.admin.JsonResponse;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * The management procedures over HTTP. Each request joins the master realm as its sender, calls,
 * and leaves: what it may do is what that user may do over WAMP.
 */
@Component(property = HttpRoute.LISTENER + "=admin")
public final class AdminApi implements HttpRoute {
    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final Uri MASTER = Uri.of("com.leapsight.bondy");
    private static final String VERSION = "/v1.0";
    static final Dict WITHIN_A_MINUTE = Dict.of("timeout", 60_000L);

    private final LocalSessions sessions;

    @Activate
    public AdminApi(@Reference LocalSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String path() {
        return "/*";
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        try {
            return answer(request).exceptionally(AdminApi::failed);
        } catch (Problem e) {
            return CompletableFuture.completedStage(e.response());
        }
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        String path = pathOf(request);
        if (path.equals(OpenApi.PATH) && request.method().equals("GET")) {
            return CompletableFuture.completedStage(JsonResponse.of(200, OpenApi.document()));
        }
        if (path.equals(FreeCall.PATH) && request.method().equals("POST")) {
            Credentials credentials = Credentials.of(request);
            var call = FreeCall.of(Arguments.body(request));
            return run(request, credentials, call::in);
        }
        List<Operation> there =
                Operations.ALL.stream().filter(one -> one.path().match(path).isPresent()).toList();
        Optional<Operation> meant =
                there.stream().filter(one -> one.method().equals(request.method())).findFirst();
        return meant.isPresent()
                ? serve(meant.get(), path, request)
                : CompletableFuture.completedStage(otherwise(request, path, there));
    }

    private static String pathOf(HttpRequest request) {
        String path = request.path();
        return path.startsWith(VERSION + "/") ? path.substring(VERSION.length()) : path;
    }

    private static HttpResponse otherwise(HttpRequest request, String path, List<Operation> there) {
        Stream<String> methods =
                path.equals(FreeCall.PATH)
                        ? Stream.of("POST")
                        : path.equals(OpenApi.PATH)
                                ? Stream.of("GET")
                                : there.stream().map(Operation::method);
        var allowed = new TreeSet<>(methods.toList());
        if (allowed.isEmpty()) {
            return new Problem(404, "bondy.error.not_found", "there is nothing at this path")
                    .response();
        }
        allowed.add("OPTIONS");
        HttpResponse response =
                request.method().equals("OPTIONS")
                        ? HttpResponse.of(204)
                        : new Problem(405, "bondy.error.invalid_data", "this method is not served")
                                .response();
        return response.with("allow", String.join(", ", allowed));
    }

    private CompletionStage<HttpResponse> serve(
            Operation operation, String path, HttpRequest request) {
        Credentials credentials = Credentials.of(request);
        Map<String, String> bindings = operation.path().match(path).orElseThrow();
        Payload payload = new Arguments(operation, bindings, request).payload();
        Uri procedure = Uri.of(operation.procedure());
        return run(
                request,
                credentials,
                session ->
                        session.call(procedure, WITHIN_A_MINUTE, payload)
                                .thenApply(result -> response(operation, request, result)));
    }

    /** What is done in a session. */
    @FunctionalInterface
    interface Work {
        CompletionStage<HttpResponse> in(LocalSession session);
    }

    private CompletionStage<HttpResponse> run(
            HttpRequest request, Credentials credentials, Work work) {
        return sessions.join(
                        MASTER, credentials.hello(), credentials.answer(), request.connection())
                .thenCompose(
                        session ->
                                work.in(session)
                                        .whenComplete((answer, failure) -> session.close()));
    }

    private static HttpResponse response(Operation operation, HttpRequest request, Payload result) {
        Object value = result.args().isEmpty() ? null : result.args().get(0);
        if (value == null) {
            return HttpResponse.of(204);
        }
        HttpResponse response = JsonResponse.of(operation.status(), value);
        return operation.status() == 201
                ? name(value)
                        .map(name -> response.with("location", request.path() + "/" + name))
                        .orElse(response)
                : response;
    }

    /** By what it can be found. */
    private static Optional<String> name(Object created) {
        return created instanceof Map<?, ?> map
                ? Stream.of("username", "name", "uri")
                        .map(map::get)
                        .filter(String.class::isInstance)
                        .map(name -> URLEncoder.encode((String) name, StandardCharsets.UTF_8))
                        .findFirst()
                : Optional.empty();
    }

    private static HttpResponse failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return switch (cause) {
            case WampFailure known -> Problem.of(known).response();
            case Problem problem -> problem.response();
            case null, default -> {
                LOG.error("A request failed", cause);
                yield new Problem(500, "bondy.error.internal_error", "the request failed")
                        .response();
            }
        };
    }
}
