package io.patchbay.admin;

import io.patchbay.api.http.HttpResponse;
import io.patchbay.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** Answers with JSON. */
public final class JsonResponse {
    private JsonResponse() {}

    /**
     * An answer.
     *
     * @param value maps, lists, strings, numbers, booleans and nulls
     */
    public static HttpResponse of(int status, @Nullable Object value) {
        return new HttpResponse(
                status, Map.of("content-type", "application/json"), Json.write(value));
    }
}
