package io.patchbay.transport.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a client offers in {@code sec-websocket-extensions}, RFC 7692 section 7.1. */
final class CompressionOffer {
    private static final String NAME = "permessage-deflate";
    private static final String FORERUNNER = "x-webkit-deflate-frame";
    private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final Set<String> WINDOW_BITS =
            Set.of("8", "9", "10", "11", "12", "13", "14", "15");

    private CompressionOffer() {}

    /** The answer to the first offer that can be accepted, if any. */
    static Optional<Accepted> accept(List<String> headers, CompressionSettings settings) {
        boolean demanding = !settings.contextTakeover() && isFromNetty(headers);
        for (String header : headers) {
            for (String offer : header.split(",")) {
                if (settings.on() && !demanding && isAcceptable(offer)) {
                    return Optional.of(answer(offer, settings));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether Netty's client made the offers, which takes no parameter in the answer that was not
     * in the offer, although RFC 7692 allows it, and never offers to do without context takeover.
     * It is known by the forerunner of the extension.
     */
    private static boolean isFromNetty(List<String> headers) {
        return headers.stream().anyMatch(header -> header.contains(FORERUNNER));
    }

    private static boolean isAcceptable(String offer) {
        String[] parts = offer.split(";", -1);
        if (!parts[0].trim().equalsIgnoreCase(NAME)) {
            return false;
        }
        var seen = new HashSet<String>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            String name = pair[0].trim().toLowerCase(Locale.ROOT);
            String value = pair.length < 2 ? "" : pair[1].trim().replace("\"", "");
            if (!seen.add(name) || !isAcceptable(name, value)) {
                return false;
            }
        }
        return true;
    }

    /** The JDK deflates with a window of 15 bits only, and inflates with any. */
    private static boolean isAcceptable(String name, String value) {
        return switch (name) {
            case SERVER_NO_TAKEOVER, CLIENT_NO_TAKEOVER -> value.isEmpty();
            case SERVER_WINDOW -> value.equals("15");
            case CLIENT_WINDOW -> value.isEmpty() || WINDOW_BITS.contains(value);
            default -> false;
        };
    }

    private static Accepted answer(String offer, CompressionSettings settings) {
        String lower = offer.toLowerCase(Locale.ROOT);
        boolean takeover =
                settings.contextTakeover()
                        && !lower.contains(SERVER_NO_TAKEOVER)
                        && !lower.contains(CLIENT_NO_TAKEOVER);
        String answer =
                takeover ? NAME : NAME + "; " + SERVER_NO_TAKEOVER + "; " + CLIENT_NO_TAKEOVER;
        return new Accepted(
                lower.contains(SERVER_WINDOW) ? answer + "; " + SERVER_WINDOW + "=15" : answer,
                new CompressionSettings(true, settings.thresholdBytes(), takeover));
    }

    /**
     * @param header to answer with
     * @param settings as agreed on
     */
    record Accepted(String header, CompressionSettings settings) {}
}
