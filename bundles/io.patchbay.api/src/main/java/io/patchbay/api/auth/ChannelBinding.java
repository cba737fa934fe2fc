package io.patchbay.api.auth;

import io.patchbay.wamp.InvalidOption;

import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/**
 * What ties a login to the TLS connection that it goes over.
 *
 * @param kind as in {@code authextra.channel_binding}; null for none
 * @param data what identifies the connection then; empty for none
 */
public record ChannelBinding(@Nullable String kind, byte[] data) {

    /**
     * What HELLO asks for.
     *
     * @param fits whether the method can do with what identifies the connection
     * @throws InvalidOption if the connection has nothing of that kind
     */
    public static ChannelBinding askedFor(AuthRequest request, Predicate<byte[]> fits) {
        String kind = request.details().dict("authextra").string("channel_binding");
        if (kind == null) {
            return new ChannelBinding(null, new byte[0]);
        }
        return request.connection()
                .channelBinding(kind)
                .filter(fits)
                .map(data -> new ChannelBinding(kind, data))
                .orElseThrow(
                        () ->
                                new InvalidOption(
                                        "authextra.channel_binding",
                                        kind,
                                        "nothing, or one that this connection has: "
                                                + request.connection().channelBindings()));
    }

    public boolean isNone() {
        return kind == null;
    }
}
