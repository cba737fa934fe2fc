package io.patchbay.core.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a JSON file that an operator wrote. Whatever is not as expected there is told with
 * file, JSON pointer, value and expectation.
 */
record JsonCursor(Path file, String pointer, JsonNode node) {

    JsonCursor get(String key) throws RealmFileException {
        if (!node.isObject()) {
            throw bad("an object");
        }
        JsonNode child = node.get(key);
        return new JsonCursor(
                file, pointer + "/" + key, child == null ? MissingNode.getInstance() : child);
    }

    boolean has(String key) {
        return node.has(key);
    }

    List<String> keys() throws RealmFileException {
        if (!node.isObject()) {
            throw bad("an object");
        }
        var keys = new ArrayList<String>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    List<JsonCursor> items(String expected) throws RealmFileException {
        if (!node.isArray()) {
            throw bad(expected);
        }
        var items = new ArrayList<JsonCursor>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonCursor(file, pointer + "/" + i, node.get(i)));
        }
        return items;
    }

    List<JsonCursor> optionalItems(String expected) throws RealmFileException {
        return isAbsent() ? List.of() : items(expected);
    }

    String text() throws RealmFileException {
        if (!node.isTextual()) {
            throw bad("a string");
        }
        return node.textValue();
    }

    String text(String absent) throws RealmFileException {
        return isAbsent() ? absent : text();
    }

    boolean bool(boolean absent) throws RealmFileException {
        if (isAbsent()) {
            return absent;
        }
        if (!node.isBoolean()) {
            throw bad("true or false");
        }
        return node.booleanValue();
    }

    List<String> texts(List<String> absent) throws RealmFileException {
        return isAbsent() ? absent : textList();
    }

    List<String> textOrTexts() throws RealmFileException {
        return node.isTextual() ? List.of(text()) : textList();
    }

    private List<String> textList() throws RealmFileException {
        var texts = new ArrayList<String>();
        for (JsonCursor item : items("an array of strings")) {
            texts.add(item.text());
        }
        return texts;
    }

    private boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    RealmFileException bad(String expected) {
        return new RealmFileException(
                file
                        + ": "
                        + (pointer.isEmpty() ? "/" : pointer)
                        + " is "
                        + (node.isMissingNode() ? "missing" : node.toString())
                        + ", expected "
                        + expected);
    }
}
