package io.patchbay.admin.rest;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.json.InvalidJson;
import io.patchbay.json.Json;
import io.patchbay.wamp.Payload;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The arguments of a procedure, out of a request for it. */
final class Arguments {
    private final Operation operation;
    private final Map<String, String> bindings;
    private final HttpRequest request;
    private final Map<?, ?> body;

    /**
     * @throws Problem if the request does not look as it should
     */
    Arguments(Operation operation, Map<String, String> bindings, HttpRequest request) {
        this.operation = operation;
        this.bindings = bindings;
        this.request = request;
        this.body = operation.schema() == null ? nothing(request) : body(request);
        checkQuery();
    }

    private static Map<?, ?> nothing(HttpRequest request) {
        if (request.body().length > 0) {
            throw Problem.invalid("the request has a body, expected none");
        }
        return Map.of();
    }

    /** Its type keeps the pages of other sites from sending one without being asked. */
    static Map<?, ?> body(HttpRequest request) {
        String type = String.join(",", request.headers().getOrDefault("content-type", List.of()));
        if (!type.split(";")[0].strip().toLowerCase(Locale.ROOT).equals("application/json")) {
            throw new Problem(
                    415,
                    "bondy.error.invalid_data",
                    "content-type is '" + type + "', expected application/json");
        }
        try {
            if (Json.read(request.body()) instanceof Map<?, ?> object) {
                return object;
            }
        } catch (InvalidJson e) {
            throw Problem.invalid("the body, " + e.getMessage());
        }
        throw Problem.invalid("the body is no JSON object");
    }

    private void checkQuery() {
        var known = new TreeSet<>(operation.parameters());
        Set<String> unknown = new TreeSet<>(request.query().keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw Problem.invalid(
                    "query parameter '"
                            + unknown.iterator().next()
                            + "' is not known, expected "
                            + (known.isEmpty() ? "none" : "some of " + known));
        }
    }

    Payload payload() {
        var args = new ArrayList<@Nullable Object>();
        for (Input input : operation.inputs()) {
            args.add(value(input));
        }
        while (!args.isEmpty() && args.getLast() == null) {
            args.removeLast();
        }
        @SuppressWarnings({"unchecked", "NullAway"}) // JSON has null
        List<Object> values = (List<Object>) (List<?>) args;
        return Payload.of(values, keywords());
    }

    private @Nullable Object value(Input input) {
        return switch (input) {
            case Input.InPath path -> bindings.get(path.name());
            case Input.AsList path -> List.of(String.valueOf(bindings.get(path.name())));
            case Input.AsId path -> id(path.name());
            case Input.InQuery query -> required(query.name());
            case Input.QueryObject query -> object(query.name());
            case Input.Body whole -> body;
            case Input.Member member -> member(member);
        };
    }

    private long id(String name) {
        String text = String.valueOf(bindings.get(name));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Problem.invalid("'" + text + "' in the path is no id of a " + name);
        }
    }

    private String required(String name) {
        String value = parameter(name);
        if (value == null) {
            throw Problem.missing("query parameter '" + name + "'");
        }
        return value;
    }

    private @Nullable Object member(Input.Member member) {
        for (String name : member.names()) {
            if (body.get(name) != null) {
                return body.get(name);
            }
        }
        if (member.isRequired()) {
            throw Problem.missing("member '" + member.names().getFirst() + "' of the body");
        }
        return null;
    }

    private Map<String, Object> object(String name) {
        String value = parameter(name);
        return value == null ? Map.of() : Map.of(name, value);
    }

    private @Nullable String parameter(String name) {
        List<String> values = request.query().getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.invalid("query parameter '" + name + "' comes more than once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private Map<String, Object> keywords() {
        var keywords = new HashMap<String, Object>();
        operation
                .keywords()
                .forEach(
                        (name, type) -> {
                            String value = parameter(name);
                            if (value != null) {
                                keywords.put(name, typed(name, type, value));
                            }
                        });
        return keywords;
    }

    private static Object typed(String name, String type, String value) {
        return switch (type) {
            case "boolean" -> flag(name, value);
            case "integer" -> number(name, value);
            default -> value;
        };
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw wrong(name, value, "true or false");
        };
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a whole number");
        }
    }

    private static Problem wrong(String name, String value, String expected) {
        return Problem.invalid(
                "query parameter '%s' is '%s', expected %s".formatted(name, value, expected));
    }
}
