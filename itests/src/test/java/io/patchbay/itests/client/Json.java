package io.patchbay.itests.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON as messages need. */
final class Json {
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static byte[] write(Object value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString().getBytes(UTF_8);
    }

    private static void write(StringBuilder out, Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean b -> out.append(b);
            case Number n -> out.append(n);
            case byte[] b -> write(out, "\0" + Base64.getEncoder().encodeToString(b));
            case List<?> list -> {
                out.append('[');
                String comma = "";
                for (Object item : list) {
                    out.append(comma);
                    write(out, item);
                    comma = ",";
                }
                out.append(']');
            }
            case Map<?, ?> map -> {
                out.append('{');
                String comma = "";
                for (var entry : map.entrySet()) {
                    out.append(comma);
                    write(out, entry.getKey());
                    out.append(':');
                    write(out, entry.getValue());
                    comma = ",";
                }
                out.append('}');
            }
            default -> text(out, value.toString());
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /**
     * @throws RuntimeException if this is not one value, well-formed to the letter
     */
    static Object read(byte[] bytes) {
        var json = new Json(Utf8.read(bytes));
        Object value = json.value();
        if (!json.text.substring(json.at).isBlank()) {
            throw new IllegalArgumentException("more than one value: " + json.text);
        }
        return value;
    }

    private Object value() {
        return switch (next()) {
            case '[' -> list();
            case '{' -> map();
            case '"' -> text();
            default -> {
                at--;
                yield word();
            }
        };
    }

    /** The next character that is no white space. */
    private char next() {
        while (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.charAt(at++);
    }

    private boolean ends(char end) {
        if (next() == end) {
            return true;
        }
        at--;
        return false;
    }

    private List<Object> list() {
        var list = new ArrayList<Object>();
        if (ends(']')) {
            return list;
        }
        do {
            list.add(value());
        } while (more(']'));
        return list;
    }

    private Map<Object, Object> map() {
        var map = new LinkedHashMap<Object, Object>();
        if (ends('}')) {
            return map;
        }
        do {
            expect('"');
            Object key = text();
            expect(':');
            map.put(key, value());
        } while (more('}'));
        return map;
    }

    private void expect(char expected) {
        char found = next();
        if (found != expected) {
            throw new IllegalArgumentException("expected " + expected + ", found " + found);
        }
    }

    /** Whether another element follows; if not, the end does. */
    private boolean more(char end) {
        if (ends(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private Object text() {
        var out = new StringBuilder();
        for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c < ' ') {
                throw new IllegalArgumentException("control character " + (int) c + " in text");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) Integer.parseUnsignedInt(text.substring(at, at += 4), 16);
            case '"', '\\', '/' -> c;
            default -> throw new IllegalArgumentException("escaped " + c);
        };
    }

    private Object word() {
        int from = at;
        while (at < text.length() && "]},: \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> number(word);
        };
    }

    private static Object number(String word) {
        if (!NUMBER.matcher(word).matches()) {
            throw new IllegalArgumentException("no JSON: " + word);
        }
        var number = new BigDecimal(word);
        if (word.matches("-?\\d{1,18}")) {
            return number.longValueExact();
        }
        return number.doubleValue();
    }
}
