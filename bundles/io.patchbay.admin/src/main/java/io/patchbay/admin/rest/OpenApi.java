package io.patchbay.admin.rest;

import io.patchbay.json.InvalidJson;
import io.patchbay.json.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The admin API as an OpenAPI 3.1 document, made of the same table that it is served by. */
final class OpenApi {
    static final String PATH = "/openapi.json";

    private OpenApi() {}

    static Map<String, Object> document() {
        return object(
                "openapi", "3.1.0",
                "info",
                        object(
                                "title", "Patchbay admin API",
                                "version", "1.0",
                                "description",
                                        "Management of realms, users, groups, grants and sources."
                                                + " Each path also answers below /v1.0."),
                "security", List.of(object("basic", List.of()), object("bearer", List.of())),
                "paths", paths(),
                "components",
                        object(
                                "securitySchemes", securitySchemes(),
                                "schemas", schemas(),
                                "responses", responses()));
    }

    private static Map<String, Object> securitySchemes() {
        return object(
                "basic", object("type", "http", "scheme", "basic"),
                "bearer", object("type", "http", "scheme", "bearer", "bearerFormat", "JWT"),
                "certificate", object("type", "mutualTLS"));
    }

    private static Object schemas() {
        try (InputStream file = OpenApi.class.getResourceAsStream("schemas.json")) {
            Object schemas = Json.read(Objects.requireNonNull(file).readAllBytes());
            return Objects.requireNonNull(schemas);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidJson e) {
            throw new IllegalStateException(e); // it comes with this bundle
        }
    }

    private static Map<String, Object> responses() {
        return object("Problem", json("What is wrong", reference("schemas", "Problem")));
    }

    private static Map<String, Object> paths() {
        var paths = new LinkedHashMap<String, Object>();
        paths.put("/ping", object("get", open("Tell if the router lives")));
        paths.put("/ready", object("get", open("Tell if the router serves clients")));
        paths.put("/metrics", object("get", open("Show metrics in the format of Prometheus")));
        paths.put(PATH, object("get", open("Show this document")));
        paths.put(FreeCall.PATH, object("post", freeCall()));
        for (Operation operation : Operations.ALL) {
            @SuppressWarnings("unchecked")
            var methods =
                    (Map<String, Object>)
                            paths.computeIfAbsent(
                                    operation.path().text(),
                                    path -> new LinkedHashMap<String, Object>());
            methods.put(operation.method().toLowerCase(Locale.ROOT), described(operation));
        }
        return paths;
    }

    /** What needs no credentials. */
    private static Map<String, Object> open(String summary) {
        return object(
                "summary", summary,
                "security", List.of(),
                "responses", object("default", object("description", "See the status")));
    }

    private static Map<String, Object> freeCall() {
        return object(
                "summary", "Call any procedure of the master realm",
                "requestBody", body("Call"),
                "responses", answers("200", reference("schemas", "Result")));
    }

    private static Map<String, Object> described(Operation operation) {
        var described =
                object("summary", operation.summary(), "operationId", operationId(operation));
        List<Object> parameters = parameters(operation);
        if (!parameters.isEmpty()) {
            described.put("parameters", parameters);
        }
        if (operation.schema() != null) {
            described.put("requestBody", body(operation.schema()));
        }
        described.put("x-wamp-procedure", operation.procedure());
        described.put("responses", answers(String.valueOf(operation.status()), null));
        return described;
    }

    /** Several paths may call one procedure; the method and the path tell them apart. */
    private static String operationId(Operation operation) {
        return operation.method().toLowerCase(Locale.ROOT)
                + operation.path().text().replaceAll("[{}]", "").replace('/', '_');
    }

    private static List<Object> parameters(Operation operation) {
        var parameters = new ArrayList<Object>();
        for (String name : operation.path().names()) {
            String type = operation.isId(name) ? "integer" : "string";
            parameters.add(parameter(name, "path", type));
        }
        for (String name : operation.parameters()) {
            String type = operation.keywords().getOrDefault(name, "string");
            parameters.add(parameter(name, "query", type));
        }
        return parameters;
    }

    private static Object parameter(String name, String place, String type) {
        return object(
                "name",
                name,
                "in",
                place,
                "required",
                place.equals("path"),
                "schema",
                object("type", type));
    }

    private static Object body(String schema) {
        return object(
                "required",
                true,
                "content",
                object("application/json", object("schema", reference("schemas", schema))));
    }

    private static Object answers(String status, @Nullable Object schema) {
        return object(
                status,
                json("Done", schema == null ? object() : schema),
                "204",
                object("description", "Done, and there is nothing to say"),
                "default",
                reference("responses", "Problem"));
    }

    private static Map<String, Object> json(String description, Object schema) {
        return object(
                "description",
                description,
                "content",
                object("application/json", object("schema", schema)));
    }

    private static Map<String, Object> reference(String kind, String name) {
        return object("$ref", "#/components/" + kind + "/" + name);
    }

    private static Map<String, Object> object(Object... membersByName) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < membersByName.length; i += 2) {
            object.put((String) membersByName[i], membersByName[i + 1]);
        }
        return object;
    }
}
