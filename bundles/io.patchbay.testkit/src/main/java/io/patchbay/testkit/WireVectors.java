package io.patchbay.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages and their bytes in each serializer, from the files {@code vectors/*.txt}, one for each
 * message type. A serializer of which the kit knows nothing brings files of the same names in its
 * own test resources.
 *
 * <p>A case is its name on a line of its own, then, indented, {@code reads: } and the message as
 * {@link WireText} writes it or {@code refused: } and a part of the violation, then the bytes by
 * the names of the serializers: text, or hexadecimal digits behind {@code 0x}. Bytes under {@code
 * name<} are another way to say the same: they are read but never written. Lines that start with
 * {@code #} are comments.
 */
public final class WireVectors {
    /** The files, in the order of the type codes; the last is about what is no message at all. */
    public static final List<String> FILES =
            List.of(
                    "hello",
                    "welcome",
                    "abort",
                    "challenge",
                    "authenticate",
                    "goodbye",
                    "error",
                    "publish",
                    "published",
                    "subscribe",
                    "subscribed",
                    "unsubscribe",
                    "unsubscribed",
                    "event",
                    "event_received",
                    "call",
                    "cancel",
                    "result",
                    "register",
                    "registered",
                    "unregister",
                    "unregistered",
                    "invocation",
                    "interrupt",
                    "yield",
                    "no_message");

    private WireVectors() {}

    /**
     * One case for one serializer.
     *
     * @param isRefused whether {@code expected} is part of a violation and not a message
     * @param isWritten whether the message is written as these bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares vectors
    public record Vector(
            String name, boolean isRefused, String expected, byte[] bytes, boolean isWritten) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The cases of a file that have bytes for a serializer. */
    public static List<Vector> of(String file, String serializer) {
        List<Vector> vectors = new ArrayList<>();
        for (URL url : resources("vectors/" + file + ".txt")) {
            for (Case one : parse(url)) {
                add(vectors, one, serializer, true);
                add(vectors, one, serializer + "<", false);
            }
        }
        return vectors;
    }

    private static void add(List<Vector> to, Case from, String column, boolean isWritten) {
        String bytes = from.columns.get(column);
        if (bytes != null) {
            String refusal = from.columns.get("refused");
            String expected = refusal == null ? from.columns.get("reads") : refusal;
            if (expected == null) {
                throw new IllegalStateException("neither reads nor refused: " + from.name);
            }
            to.add(new Vector(from.name, refusal != null, expected, bytes(bytes), isWritten));
        }
    }

    private static byte[] bytes(String column) {
        return column.startsWith("0x")
                ? HexFormat.of().parseHex(column.substring(2))
                : column.getBytes(StandardCharsets.UTF_8);
    }

    private record Case(String name, Map<String, String> columns) {}

    private static List<Case> parse(URL url) {
        List<Case> cases = new ArrayList<>();
        for (String line : lines(url)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                int colon = line.indexOf(':');
                String column = line.substring(0, colon).strip();
                cases.getLast().columns.put(column, line.substring(colon + 1).strip());
            } else {
                cases.add(new Case(line, new LinkedHashMap<>()));
            }
        }
        return cases;
    }

    private static List<String> lines(URL url) {
        try (InputStream in = url.openStream();
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> resources(String path) {
        try {
            return Collections.list(WireVectors.class.getClassLoader().getResources(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
