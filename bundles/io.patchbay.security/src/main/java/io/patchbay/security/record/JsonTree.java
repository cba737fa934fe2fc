package io.patchbay.security.record;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as maps, lists, strings, numbers, booleans and nulls. Data binding would do the same, at the
 * price of a tenth of the router's start-up.
 */
public final class JsonTree {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonTree() {}

    public static @Nullable Object read(Path file) throws InvalidRecord {
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            return document(file.toString(), parser);
        } catch (IOException e) {
            throw new InvalidRecord(file + ": cannot be read: " + e.getMessage());
        }
    }

    public static @Nullable Object read(String document, byte[] json) throws InvalidRecord {
        try (JsonParser parser = JSON.createParser(json)) {
            return document(document, parser);
        } catch (IOException e) {
            throw new InvalidRecord(document + ": cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable Object document(String document, JsonParser parser)
            throws InvalidRecord, IOException {
        try {
            parser.nextToken();
            Object root = value(parser);
            if (parser.nextToken() != null) {
                throw bad(
                        document, parser.currentTokenLocation(), "nothing may follow the document");
            }
            return root;
        } catch (JacksonException e) {
            throw bad(document, e.getLocation(), e.getOriginalMessage());
        }
    }

    private static InvalidRecord bad(String document, @Nullable JsonLocation at, String what) {
        String where =
                at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new InvalidRecord(document + where + ": expected JSON, " + what);
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

    /** The same bytes for the same contents: the members of objects come by their names. */
    public static byte[] write(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> object -> {
                generator.writeStartObject();
                for (var member : new TreeMap<>(object).entrySet()) {
                    generator.writeFieldName(member.getKey().toString());
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case Collection<?> array -> {
                generator.writeStartArray();
                for (Object item : array) {
                    write(item, generator);
                }
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean bool -> generator.writeBoolean(bool);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            default -> generator.writeString(value.toString());
        }
    }
}
