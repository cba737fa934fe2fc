package io.patchbay.json;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes whole documents. Data binding would do the same, at the price of a tenth of the
 * router's start-up. Any thread.
 */
public final class Json {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /** Reads a document; a member that comes twice is an error. */
    public static @Nullable Object read(byte[] json) throws InvalidJson {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() == null) {
                throw invalid(parser.currentTokenLocation(), "the document is empty");
            }
            Object root = value(parser);
            if (parser.nextToken() != null) {
                throw invalid(parser.currentTokenLocation(), "nothing may follow the document");
            }
            return root;
        } catch (JacksonException e) {
            throw invalid(e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array can be read
        }
    }

    private static InvalidJson invalid(@Nullable JsonLocation at, String what) {
        String where =
                at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return new InvalidJson(where + "expected JSON, " + what);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
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

    /**
     * Writes members in the order that their map has, binary as WAMP does it in JSON, and what else
     * JSON has no name for as a string.
     */
    public static byte[] write(@Nullable Object value) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory takes everything
        }
        return bytes.toByteArray();
    }

    /** The same bytes for the same contents: members come by their names. */
    public static byte[] canonical(@Nullable Object value) {
        return write(sorted(value));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> {
                var sorted = new TreeMap<String, @Nullable Object>();
                object.forEach((key, member) -> sorted.put(String.valueOf(key), sorted(member)));
                yield sorted;
            }
            case Collection<?> array -> {
                var items = new ArrayList<@Nullable Object>(array.size());
                array.forEach(item -> items.add(sorted(item)));
                yield items;
            }
            case null, default -> value;
        };
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> object -> {
                generator.writeStartObject();
                for (var member : object.entrySet()) {
                    generator.writeFieldName(String.valueOf(member.getKey()));
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
            case Boolean bool -> generator.writeBoolean(bool);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case byte[] binary ->
                    generator.writeString("\0" + Base64.getEncoder().encodeToString(binary));
            default -> generator.writeString(value.toString());
        }
    }
}
