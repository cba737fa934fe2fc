package io.patchbay.admin.rest;

import io.patchbay.admin.JsonResponse;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.session.LocalSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A call of any procedure, which the body of the request names. */
record FreeCall(Uri procedure, Dict options, Payload payload) {
    static final String PATH = "/services/call";

    /**
     * @throws Problem if the body does not look as it should
     */
    static FreeCall of(Map<?, ?> body) {
        if (!(body.get("procedure") instanceof String procedure)) {
            throw new Problem(
                    400,
                    "bondy.error.missing_required_value",
                    "member 'procedure' of the body is missing, expected a URI");
        }
        var options = new LinkedHashMap<>(AdminApi.WITHIN_A_MINUTE.asMap());
        options.putAll(object(body, "options"));
        return new FreeCall(
                Uri.of(procedure),
                Dict.of(options),
                Payload.of(list(body, "args"), object(body, "kwargs")));
    }

    private static List<Object> list(Map<?, ?> body, String name) {
        return switch (body.get(name)) {
            case null -> List.of();
            case List<?> list -> list.stream().map(Object.class::cast).toList();
            default -> throw Problem.invalid("member '" + name + "' of the body is no list");
        };
    }

    private static Map<String, Object> object(Map<?, ?> body, String name) {
        return switch (body.get(name)) {
            case null -> Map.of();
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, Object>();
                map.forEach((key, value) -> object.put(String.valueOf(key), value));
                yield object;
            }
            default -> throw Problem.invalid("member '" + name + "' of the body is no object");
        };
    }

    CompletionStage<HttpResponse> in(LocalSession session) {
        return session.call(procedure, options, payload).thenApply(FreeCall::response);
    }

    private static HttpResponse response(Payload result) {
        var body = new LinkedHashMap<String, Object>();
        body.put("args", result.args());
        body.put("kwargs", result.kwargs());
        return JsonResponse.of(200, body);
    }
}
