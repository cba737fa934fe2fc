package io.patchbay.wamp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.wamp.codec.Format;
import io.patchbay.wamp.codec.PlainFormat;
import io.patchbay.wamp.codec.ValueWriter;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class PayloadTest {
    private static final Format PLAIN = new PlainFormat();
    private static final List<Object> ARGS = Arrays.asList(1L, "two", null, List.of(true));
    private static final Map<String, Object> KWARGS = Map.of("key", 2.5);

    @Test
    void countSaysHowManyElementsAMessageGets() {
        assertThat(Payload.EMPTY.count()).isZero();
        assertThat(Payload.of().count()).isZero();
        assertThat(Payload.of(1L).count()).isEqualTo(1);
        assertThat(Payload.of(List.of(), KWARGS).count()).isEqualTo(2);
        assertThat(Payload.of(ARGS, KWARGS).count()).isEqualTo(2);
    }

    @Test
    void bytesAreDecodedWhenAskedFor() {
        Payload payload = encoded(ARGS, KWARGS);

        assertThat(payload.args()).isEqualTo(ARGS);
        assertThat(payload.kwargs()).isEqualTo(KWARGS);
        assertThat(payload.decoded().format()).isNull();
    }

    @Test
    void argsAloneHaveNoKwargs() {
        Payload payload = encoded(ARGS, Map.of());

        assertThat(payload.count()).isEqualTo(1);
        assertThat(payload.args()).isEqualTo(ARGS);
        assertThat(payload.kwargs()).isEmpty();
    }

    @Test
    void nothingEncodedIsEmpty() {
        assertThat(Payload.encoded(PLAIN, new byte[8], 3, 0, 0)).isSameAs(Payload.EMPTY);
    }

    @Test
    void keptPayloadSurvivesTheBuffer() {
        Payload borrowed = encoded(ARGS, KWARGS);
        Payload kept = borrowed.kept();

        Arrays.fill(borrowed.bytes(), (byte) 0);

        assertThat(kept.args()).isEqualTo(ARGS);
        assertThat(kept.kwargs()).isEqualTo(KWARGS);
        assertThat(kept.length()).isEqualTo(kept.bytes().length);
    }

    @Test
    void valuesAreKeptAsTheyAre() {
        Payload payload = Payload.of(ARGS, KWARGS);

        assertThat(payload.kept()).isSameAs(payload);
        assertThat(payload.decoded()).isSameAs(payload);
    }

    @Test
    void bytesAndValuesCompareByContent() {
        assertThat(encoded(ARGS, KWARGS))
                .isEqualTo(Payload.of(ARGS, KWARGS))
                .hasSameHashCodeAs(Payload.of(ARGS, KWARGS))
                .isNotEqualTo(encoded(ARGS, Map.of()))
                .isNotEqualTo(Payload.EMPTY);
    }

    @Test
    void writesBytesThroughAReaderOfTheirFormat() {
        Payload payload = encoded(ARGS, KWARGS);
        ValueWriter writer = PLAIN.newWriter();

        payload.writeTo(writer, PLAIN.newReader());

        assertThat(Arrays.copyOf(writer.buffer(), writer.length()))
                .isEqualTo(payload.kept().bytes());
    }

    @Test
    void writesValues() {
        ValueWriter writer = PLAIN.newWriter();

        Payload.of(ARGS, KWARGS).writeTo(writer, null);

        assertThat(Arrays.copyOf(writer.buffer(), writer.length()))
                .isEqualTo(encoded(ARGS, KWARGS).kept().bytes());
    }

    @Test
    void textTellsSizeButNotContentOfBytes() {
        assertThat(encoded(List.of("secret"), Map.of())).hasToString("16 bytes of plain");
    }

    /** In the middle of a larger array, as it arrives. */
    private static Payload encoded(List<Object> args, Map<String, Object> kwargs) {
        ValueWriter writer = PLAIN.newWriter();
        writer.writeString("head");
        int start = writer.length();
        Payload.of(args, kwargs).writeTo(writer, null);
        int length = writer.length() - start;
        writer.writeString("behind");
        return Payload.encoded(PLAIN, writer.buffer(), start, length, kwargs.isEmpty() ? 1 : 2);
    }
}
