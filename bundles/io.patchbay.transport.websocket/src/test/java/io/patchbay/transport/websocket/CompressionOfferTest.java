package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CompressionOfferTest {
    private static final String OF_NETTY =
            "permessage-deflate;client_max_window_bits,deflate-frame,x-webkit-deflate-frame";

    @Test
    void nettyIsNotAnsweredWithParametersThatItDidNotOffer() {
        var withoutTakeover = new CompressionSettings(true, 0, false);

        var answer = CompressionOffer.accept(List.of(OF_NETTY), withoutTakeover);

        assertThat(answer).isEmpty();
    }

    @Test
    void nettyGetsCompressionWithContextTakeover() {
        var withTakeover = new CompressionSettings(true, 0, true);

        var answer = CompressionOffer.accept(List.of(OF_NETTY), withTakeover);

        assertThat(answer).map(CompressionOffer.Accepted::header).contains("permessage-deflate");
    }
}
