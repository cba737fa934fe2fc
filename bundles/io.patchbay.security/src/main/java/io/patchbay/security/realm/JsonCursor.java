package io.patchbay.security.realm;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place in a JSON file that an operator wrote. Whatever is not as expected there is told with
 * file, JSON pointer, value and expectation.
 *
 * @param value what stands there; null when it is null or missing
 */
record JsonCursor(Path file, String pointer, @Nullable Object value) {

    JsonCursor get(String key) throws RealmFileException {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        return new JsonCursor(file, pointer + "/" + escaped, object().get(key));
    }

    boolean has(String key) throws RealmFileException {
        return object().containsKey(key);
    }

    List<String> keys() throws RealmFileException {
        return object().keySet().stream().map(String::valueOf).toList();
    }

    private Map<?, ?> object() throws RealmFileException {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw bad("an object");
    }

    List<JsonCursor> items(String expected) throws RealmFileException {
        if (!(value instanceof List<?> array)) {
            throw bad(expected);
        }
        var items = new ArrayList<JsonCursor>();
        for (int i = 0; i < array.size(); i++) {
            items.add(new JsonCursor(file, pointer + "/" + i, array.get(i)));
        }
        return items;
    }

    List<JsonCursor> optionalItems(String expected) throws RealmFileException {
        return value == null ? List.of() : items(expected);
    }

    String text() throws RealmFileException {
        if (value instanceof String text) {
            return text;
        }
        throw bad("a string");
    }

    String text(String absent) throws RealmFileException {
        return value == null ? absent : text();
    }

    boolean bool(boolean absent) throws RealmFileException {
        return switch (value) {
            case null -> absent;
            case Boolean bool -> bool;
            default -> throw bad("true or false");
        };
    }

    /** A whole number from 0. */
    int number(int absent) throws RealmFileException {
        return switch (value) {
            case null -> absent;
            case Integer number when number >= 0 -> number;
            default -> throw bad("a whole number from 0 to " + Integer.MAX_VALUE);
        };
    }

    List<String> texts(List<String> absent) throws RealmFileException {
        return value == null ? absent : textList();
    }

    List<String> textOrTexts() throws RealmFileException {
        return value instanceof String text ? List.of(text) : textList();
    }

    private List<String> textList() throws RealmFileException {
        var texts = new ArrayList<String>();
        for (JsonCursor item : items("an array of strings")) {
            texts.add(item.text());
        }
        return texts;
    }

    RealmFileException bad(String expected) {
        String shown =
                switch (value) {
                    case null -> "missing";
                    case String text -> "\"" + text + "\"";
                    default -> value.toString();
                };
        return new RealmFileException(
                file
                        + ": "
                        + (pointer.isEmpty() ? "the document" : pointer)
                        + " is "
                        + (shown.length() <= 80 ? shown : shown.substring(0, 80) + "…")
                        + ", expected "
                        + expected);
    }
}
