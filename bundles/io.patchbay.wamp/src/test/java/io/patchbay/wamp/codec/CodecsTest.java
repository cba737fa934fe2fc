package io.patchbay.wamp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;

import org.junit.jupiter.api.Test;

class CodecsTest {
    private final Codecs codecs = new Codecs();
    private final Format one = new PlainFormat();
    private final Format other = new PlainFormat();

    @Test
    void eachFormatHasOneCodec() {
        assertThat(codecs.of(one)).isSameAs(codecs.of(one)).isNotSameAs(codecs.of(other));
        assertThat(codecs.of(one).format()).isSameAs(one);
    }

    @Test
    void formatThatLeftAndCameBackHasAnother() {
        MessageCodec before = codecs.of(one);

        codecs.forget(one);

        assertThat(codecs.of(one)).isNotSameAs(before);
    }

    @Test
    void payloadOfAnotherFormatIsTranscoded() {
        codecs.of(one).encode(new Message.Yield(7, Dict.EMPTY, Payload.of("text", 1L)));
        byte[] bytes = codecs.of(one).toBytes();
        var received = (Message.Yield) codecs.of(one).decode(bytes, 0, bytes.length);

        codecs.of(other).encode(new Message.Result(8, Dict.EMPTY, received.payload()));
        byte[] transcoded = codecs.of(other).toBytes();

        assertThat(codecs.of(other).tail()).isSameAs(Payload.EMPTY);
        assertThat(codecs.of(other).decode(transcoded, 0, transcoded.length))
                .isEqualTo(new Message.Result(8, Dict.EMPTY, Payload.of("text", 1L)));
    }
}
