package io.patchbay.api.management;

import io.patchbay.api.session.Session;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call of a management procedure by somebody who may make it. Whatever argument is not as asked
 * for is refused with a {@link WampFailure} that names it; none is shown, as it may be a secret.
 */
public final class ManagementCall {
    private static final int AT_ONCE = 10_000;
    private static final String LIMIT = "limit";

    private final Session caller;
    private final Uri realm;
    private final Map<String, Object> arguments;
    private final Map<String, Object> keywords;

    /**
     * @param realm what realm it is about
     * @param arguments those that were given, by the names that the procedure has for them
     * @param keywords the keyword arguments
     */
    public ManagementCall(
            Session caller,
            Uri realm,
            Map<String, Object> arguments,
            Map<String, Object> keywords) {
        this.caller = caller;
        this.realm = realm;
        this.arguments = arguments;
        this.keywords = keywords;
    }

    /** The session that calls, as the router knows it. */
    public Session caller() {
        return caller;
    }

    /** The realm that the call is about; for the whole router, the master realm. */
    public Uri realm() {
        return realm;
    }

    /** The positional arguments that were given, by name. */
    public Map<String, Object> arguments() {
        return Collections.unmodifiableMap(arguments);
    }

    public boolean has(String argument) {
        return arguments.get(argument) != null;
    }

    public String string(String argument) {
        if (arguments.get(argument) instanceof String text) {
            return text;
        }
        throw wrong(argument, "a string");
    }

    /** Null if it was left out. */
    public @Nullable String optionalString(String argument) {
        return has(argument) ? string(argument) : null;
    }

    /** The id of a session, a registration or a subscription. */
    public long id(String argument) {
        return switch (arguments.get(argument)) {
            case Long id when id >= 1 && id <= Ids.MAX -> id;
            case Long id ->
                    throw ManagementError.because(
                            ManagementError.INVALID_VALUE,
                            "argument '%s' is %d, expected 1 to %d"
                                    .formatted(argument, id, Ids.MAX),
                            argument);
            case null, default -> throw wrong(argument, "an id");
        };
    }

    /** A list of strings, or a string alone. */
    public List<String> strings(String argument) {
        Object value = arguments.get(argument);
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrong(argument, "a list of strings");
    }

    /** A dictionary of what JSON can express; its values may be null. */
    public Map<String, Object> dict(String argument) {
        if (arguments.get(argument) instanceof Map<?, ?> map && isJson(map)) {
            var dict = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> dict.put(String.valueOf(key), value));
            return dict;
        }
        throw wrong(argument, "a dictionary without binary values");
    }

    private static boolean isJson(@Nullable Object value) {
        return switch (value) {
            case byte[] binary -> false;
            case Map<?, ?> map -> map.values().stream().allMatch(ManagementCall::isJson);
            case Collection<?> list -> list.stream().allMatch(ManagementCall::isJson);
            case null, default -> true;
        };
    }

    /** The keyword arguments, as they came. */
    public Map<String, Object> keywords() {
        return keywords;
    }

    /** A keyword argument that is false if it was left out. */
    public boolean flag(String keyword) {
        return switch (keywords.get(keyword)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw wrongKeyword(keyword, "true or false");
        };
    }

    /** A keyword argument that is a string, or {@code absent} if it was left out. */
    public String text(String keyword, String absent) {
        return switch (keywords.get(keyword)) {
            case null -> absent;
            case String text -> text;
            default -> throw wrongKeyword(keyword, "a string");
        };
    }

    /**
     * A keyword argument that is a whole number from 1, or {@code absent} if it was left out.
     *
     * @param most how large it may be
     */
    public long number(String keyword, long most, long absent) {
        return switch (keywords.get(keyword)) {
            case null -> absent;
            case Long number when number >= 1 && number <= most -> number;
            case Long number ->
                    throw ManagementError.because(
                            ManagementError.INVALID_VALUE,
                            "keyword argument '%s' is %d, expected 1 to %d"
                                    .formatted(keyword, number, most),
                            keyword);
            default -> throw wrongKeyword(keyword, "a whole number from 1 to " + most);
        };
    }

    /**
     * How many entries of a list to look for: as many as the keyword argument {@code limit} says,
     * else one more than an answer may hold.
     */
    public int limit() {
        return (int) number(LIMIT, AT_ONCE, AT_ONCE + 1);
    }

    /**
     * The answer with a list of which {@link #limit} was looked for. A longer one than an answer
     * may hold is refused: whoever calls must ask for it in parts.
     */
    public Payload listed(List<?> entries) {
        if (entries.size() > AT_ONCE) {
            throw ManagementError.because(
                    ManagementError.MISSING_REQUIRED_VALUE,
                    "there are more than %d: keyword argument '%s' is missing"
                            .formatted(AT_ONCE, LIMIT),
                    LIMIT);
        }
        return Payload.of((Object) entries);
    }

    private static WampFailure wrongKeyword(String keyword, String expected) {
        return ManagementError.because(
                ManagementError.INVALID_DATATYPE,
                "keyword argument '" + keyword + "' is not " + expected,
                keyword);
    }

    private WampFailure wrong(String argument, String expected) {
        return has(argument)
                ? ManagementError.because(
                        ManagementError.INVALID_DATATYPE,
                        "argument '" + argument + "' is not " + expected,
                        argument)
                : ManagementError.because(
                        ManagementError.MISSING_REQUIRED_VALUE,
                        "argument '" + argument + "' is missing, expected " + expected,
                        argument);
    }
}
