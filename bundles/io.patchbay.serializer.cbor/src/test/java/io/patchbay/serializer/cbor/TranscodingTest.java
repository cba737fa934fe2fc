package io.patchbay.serializer.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.serializer.json.JsonSerializer;
import io.patchbay.serializer.msgpack.MsgPackSerializer;
import io.patchbay.testkit.SampleValues;
import io.patchbay.testkit.WireText;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.Format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Between the serializers that ship; here because a test must be somewhere. */
class TranscodingTest {
    private static final List<Format> FORMATS =
            List.of(new JsonSerializer(), new MsgPackSerializer(), new CborSerializer());
    private static final int LARGE = 4 << 20;

    private final Codecs codecs = new Codecs();

    @Test
    void valuesSurviveEveryWay() {
        for (Object value : SampleValues.all(300)) {
            var payload = Payload.of(Collections.singletonList(value), Map.of("k", List.of()));
            for (Format from : FORMATS) {
                for (Format to : FORMATS) {
                    Payload received = sent(sent(payload, from), to);

                    assertThat(WireText.of(received.args()))
                            .as("%s to %s", from.name(), to.name())
                            .isEqualTo(WireText.of(payload.args()));
                    assertThat(received.kwargs()).isEqualTo(payload.kwargs());
                }
            }
        }
    }

    @Test
    void wayThroughAllAndBackIsTheIdentity() {
        for (Object value : SampleValues.all(100)) {
            for (Format format : FORMATS) {
                Payload first = sent(Payload.of(Collections.singletonList(value)), format).kept();
                Payload last = first;
                for (Format next : FORMATS) {
                    last = sent(last, next).kept();
                }

                assertThat(sent(last, format).kept().bytes()).isEqualTo(first.bytes());
            }
        }
    }

    @Test
    @Timeout(60)
    void hostileNestingCostsNoMoreThanItsSize() {
        String sixteen = "0,".repeat(16);
        String nested =
                ("[" + sixteen).repeat(120) + "\"" + "x".repeat(LARGE) + "\"" + "]".repeat(120);
        Payload payload = json("[" + nested + "]");

        for (int i = 0; i < 5; i++) {
            for (Format to : FORMATS) {
                codecs.of(to).encode(new Message.Yield(1, Dict.EMPTY, payload));
            }
        }
    }

    @Test
    @Timeout(60)
    void manyListsOfUnknownSizeCostNoMoreThanTheirSize() {
        String list = "[" + "0,".repeat(29) + "0],";
        Payload payload = json("[" + list.repeat(LARGE / list.length()) + "[]]");

        for (Format to : FORMATS) {
            Payload received = sent(payload, to);

            assertThat(received.args()).hasSize(LARGE / list.length() + 1);
        }
    }

    private Payload json(String args) {
        byte[] bytes = ("[70,1,{}," + args + "]").getBytes(StandardCharsets.UTF_8);
        return ((Message.Yield) codecs.of(FORMATS.getFirst()).decode(bytes, 0, bytes.length))
                .payload();
    }

    /** The payload as it arrives at a peer that speaks the format. */
    private Payload sent(Payload payload, Format format) {
        codecs.of(format).encode(new Message.Yield(1, Dict.EMPTY, payload));
        byte[] bytes = codecs.of(format).toBytes();
        return ((Message.Yield) codecs.of(format).decode(bytes, 0, bytes.length)).payload();
    }
}
