package io.patchbay.security.realm;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads a JSON file into maps, lists, strings, numbers, booleans and nulls. Data binding would do
 * the same, at the price of a tenth of the router's start-up.
 */
final class JsonTree {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonTree() {}

    static @Nullable Object read(Path file) throws RealmFileException {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            parser.nextToken();
            Object root = value(parser);
            if (parser.nextToken() != null) {
                throw bad(file, parser.currentTokenLocation(), "nothing may follow the document");
            }
            return root;
        } catch (JacksonException e) {
            throw bad(file, e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new RealmFileException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static RealmFileException bad(Path file, @Nullable JsonLocation at, String what) {
        String where =
                at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new RealmFileException(file + where + ": expected JSON, " + what);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case null -> throw new IOException("the file is empty");
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getNumberValue();
        };
    }

    @SuppressWarnings("NullAway") // JSON has null
    private static Object object(JsonParser parser) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            object.put(key, value(parser));
        }
        return object;
    }

    @SuppressWarnings("NullAway") // JSON has null
    private static Object array(JsonParser parser) throws IOException {
        var array = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }
}
