package io.patchbay.security.record;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place in a JSON document that somebody wrote. Whatever is not as expected there is told with
 * the document's name, JSON pointer, value and expectation.
 *
 * @param document what the document is called, say its file
 * @param value what stands there; null when it is null or missing
 */
public record JsonCursor(String document, String pointer, @Nullable Object value) {
    private static final int SHOWN = 80;

    public static JsonCursor root(String document, @Nullable Object value) {
        return new JsonCursor(document, "", value);
    }

    public JsonCursor get(String key) throws InvalidRecord {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        return new JsonCursor(document, pointer + "/" + escaped, object().get(key));
    }

    public boolean has(String key) throws InvalidRecord {
        return object().get(key) != null;
    }

    /** The members that are not among those. */
    public List<JsonCursor> others(Set<String> known) throws InvalidRecord {
        var others = new ArrayList<JsonCursor>();
        for (Object key : object().keySet()) {
            if (!known.contains(key)) {
                others.add(get(key.toString()));
            }
        }
        return others;
    }

    private Map<?, ?> object() throws InvalidRecord {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw bad("an object");
    }

    /** All that is in an object; empty if there is none. */
    public Map<String, Object> members() throws InvalidRecord {
        var members = new LinkedHashMap<String, Object>();
        if (value != null) {
            object().forEach((key, member) -> members.put(key.toString(), member));
        }
        return members;
    }

    public List<JsonCursor> items(String expected) throws InvalidRecord {
        if (!(value instanceof List<?> array)) {
            throw bad(expected);
        }
        var items = new ArrayList<JsonCursor>();
        for (int i = 0; i < array.size(); i++) {
            items.add(new JsonCursor(document, pointer + "/" + i, array.get(i)));
        }
        return items;
    }

    public List<JsonCursor> optionalItems(String expected) throws InvalidRecord {
        return value == null ? List.of() : items(expected);
    }

    public String text() throws InvalidRecord {
        if (value instanceof String text) {
            return text;
        }
        throw bad("a string");
    }

    public String text(String absent) throws InvalidRecord {
        return value == null ? absent : text();
    }

    public boolean bool(boolean absent) throws InvalidRecord {
        Boolean bool = optionalBool();
        return bool == null ? absent : bool;
    }

    public @Nullable Boolean optionalBool() throws InvalidRecord {
        return switch (value) {
            case null -> null;
            case Boolean bool -> bool;
            default -> throw bad("true or false");
        };
    }

    /** A whole number from 0. */
    public int number(int absent) throws InvalidRecord {
        return switch (value) {
            case null -> absent;
            case Integer number when number >= 0 -> number;
            case Long number when number >= 0 && number <= Integer.MAX_VALUE -> number.intValue();
            default -> throw bad("a whole number from 0 to " + Integer.MAX_VALUE);
        };
    }

    /** A whole number from 0, which may be a large one. */
    public long large() throws InvalidRecord {
        return switch (value) {
            case Integer number when number >= 0 -> number;
            case Long number when number >= 0 -> number;
            case null, default -> throw bad("a whole number from 0");
        };
    }

    /** The strings of an array; nothing at all if there is none. */
    public @Nullable List<String> optionalTexts() throws InvalidRecord {
        return value == null ? null : textList();
    }

    /** The strings of an array, or a string alone. */
    public List<JsonCursor> oneOrMore() throws InvalidRecord {
        return value instanceof String ? List.of(this) : items("a string or an array of strings");
    }

    private List<String> textList() throws InvalidRecord {
        var texts = new ArrayList<String>();
        for (JsonCursor item : items("an array of strings")) {
            texts.add(item.text());
        }
        return texts;
    }

    public InvalidRecord bad(String expected) {
        return bad(
                expected,
                value == null ? InvalidRecord.Reason.MISSING : InvalidRecord.Reason.INVALID);
    }

    public InvalidRecord bad(String expected, InvalidRecord.Reason reason) {
        String shown =
                switch (value) {
                    case null -> "missing";
                    case String text -> "\"" + text + "\"";
                    default -> value.toString();
                };
        return told(
                shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…",
                expected,
                reason);
    }

    /** Does not show what stands there. */
    public InvalidRecord badSecret(String expected) {
        return value == null
                ? bad(expected)
                : told("not in order", expected, InvalidRecord.Reason.INVALID);
    }

    private InvalidRecord told(String is, String expected, InvalidRecord.Reason reason) {
        return new InvalidRecord(
                document
                        + ": "
                        + (pointer.isEmpty() ? "the document" : pointer)
                        + " is "
                        + is
                        + ", expected "
                        + expected,
                reason,
                pointer.isEmpty() ? "" : pointer.substring(1));
    }
}
