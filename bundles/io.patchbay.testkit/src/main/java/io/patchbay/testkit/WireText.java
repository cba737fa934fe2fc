package io.patchbay.testkit;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Messages and values as text that tells all that matters, to compare by and to read: {@code Call 7
 * {"timeout": 100} "com.example.add" [2, h'00ff']}.
 */
public final class WireText {
    private WireText() {}

    /** The name of the message and its elements, with the values of its payload. */
    public static String of(Message message) {
        var text = new StringJoiner(" ");
        text.add(message.getClass().getSimpleName());
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            add(text, element(message, component));
        }
        return text.toString();
    }

    private static Object element(Message message, RecordComponent component) {
        try {
            return component.getAccessor().invoke(message);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("an accessor that cannot be called", e);
        }
    }

    private static void add(StringJoiner text, Object element) {
        switch (element) {
            case Dict dict -> text.add(of(dict.asMap()));
            case Uri uri -> text.add(of(uri.toString()));
            case Payload payload -> {
                if (payload.count() > 0) {
                    text.add(of(payload.args()));
                }
                if (payload.count() > 1) {
                    text.add(of(payload.kwargs()));
                }
            }
            default -> text.add(of(element));
        }
    }

    /** A value as {@link io.patchbay.wamp.codec.ValueReader#read} yields it. */
    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String string -> quoted(string);
            case byte[] bytes -> "h'" + HexFormat.of().formatHex(bytes) + "'";
            case List<?> list -> {
                var text = new StringJoiner(", ", "[", "]");
                list.forEach(item -> text.add(of(item)));
                yield text.toString();
            }
            case Map<?, ?> map -> {
                var text = new StringJoiner(", ", "{", "}");
                map.forEach((key, item) -> text.add(of(key) + ": " + of(item)));
                yield text.toString();
            }
            default -> value.toString();
        };
    }

    private static String quoted(String string) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
