package io.patchbay.transport.websocket;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.serializer.Serializer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides upon a client's opening handshake, RFC 6455 section 4.2. */
final class OpeningHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final String VERSION_HEADER = "sec-websocket-version";
    private static final String PROTOCOL_HEADER = "sec-websocket-protocol";
    private static final String EXTENSIONS_HEADER = "sec-websocket-extensions";
    private static final int KEY_BYTES = 16;

    /** With padding, which the JDK does not insist on. */
    private static final int KEY_LENGTH = 24;

    private final HttpRequest request;
    private final WebSocketSettings settings;
    private final Collection<Serializer> serializers;

    /**
     * @param serializers those that are there now
     */
    OpeningHandshake(
            HttpRequest request, WebSocketSettings settings, Collection<Serializer> serializers) {
        this.request = request;
        this.settings = settings;
        this.serializers = serializers;
    }

    /** What comes out. */
    sealed interface Outcome {}

    record Refused(Refusal reason, HttpResponse response) implements Outcome {}

    /**
     * @param compression as agreed on, if it was
     */
    record Agreed(
            Serializer serializer,
            Optional<CompressionSettings> compression,
            Map<String, String> headers)
            implements Outcome {}

    Outcome decide() {
        if (!request.method().equals("GET")) {
            return refused(405, Refusal.NO_HANDSHAKE, "WebSocket begins with GET", "allow", "GET");
        }
        if (!contains("upgrade", "websocket") || !contains("connection", "upgrade")) {
            return upgradeRequired(Refusal.NO_HANDSHAKE, "This is a WebSocket endpoint");
        }
        if (!values(VERSION_HEADER).equals(List.of(VERSION))) {
            return upgradeRequired(Refusal.UNSUPPORTED_VERSION, "The version of WebSocket is 13");
        }
        if (values("sec-websocket-key").size() != 1 || !isKey(values("sec-websocket-key").get(0))) {
            return refused(400, Refusal.NO_HANDSHAKE, "No valid sec-websocket-key");
        }
        if (!values("origin").stream().allMatch(settings.origins()::allow)) {
            return refused(
                    403, Refusal.FORBIDDEN_ORIGIN, "Pages of this origin may not connect here");
        }
        return serializer().map(this::agreed).orElseGet(this::noSubprotocol);
    }

    private Outcome agreed(Serializer serializer) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("upgrade", "websocket");
        headers.put("sec-websocket-accept", accept(values("sec-websocket-key").get(0)));
        headers.put(PROTOCOL_HEADER, serializer.subprotocol());
        Optional<CompressionOffer.Accepted> compression =
                CompressionOffer.accept(values(EXTENSIONS_HEADER), settings.compression());
        compression.ifPresent(accepted -> headers.put(EXTENSIONS_HEADER, accepted.header()));
        return new Agreed(
                serializer, compression.map(CompressionOffer.Accepted::settings), headers);
    }

    /** The client's first choice of what is there. */
    private Optional<Serializer> serializer() {
        for (String wanted : tokens(PROTOCOL_HEADER)) {
            for (Serializer serializer : serializers) {
                if (serializer.subprotocol().equals(wanted)) {
                    return Optional.of(serializer);
                }
            }
        }
        return Optional.empty();
    }

    private Outcome noSubprotocol() {
        String there =
                serializers.stream()
                        .map(Serializer::subprotocol)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return refused(
                400,
                Refusal.UNSUPPORTED_SUBPROTOCOL,
                there.isEmpty()
                        ? "No subprotocol is available now"
                        : "The subprotocols are " + there);
    }

    private Outcome upgradeRequired(Refusal reason, String text) {
        return refused(426, reason, text, "upgrade", "websocket", VERSION_HEADER, VERSION);
    }

    private static Outcome refused(int status, Refusal reason, String text, String... headers) {
        var all = new LinkedHashMap<String, String>();
        all.put("content-type", "text/plain; charset=utf-8");
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        return new Refused(reason, new HttpResponse(status, all, body));
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == KEY_LENGTH
                    && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private boolean contains(String header, String token) {
        return tokens(header).stream().anyMatch(token::equalsIgnoreCase);
    }

    private List<String> tokens(String header) {
        var tokens = new ArrayList<String>();
        for (String value : values(header)) {
            for (String token : value.split(",")) {
                tokens.add(token.trim());
            }
        }
        return tokens;
    }

    private List<String> values(String header) {
        return request.headers().getOrDefault(header, List.of());
    }
}
