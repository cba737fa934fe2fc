package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.bench.wire.Cursor;
import io.patchbay.bench.wire.Format;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class SequenceMarkTest {
    @ParameterizedTest
    @EnumSource
    void isFoundInAnyMessage(Format format) {
        byte[] message = format.message(36, 1, 2, List.of(SequenceMark.text(16)));

        new SequenceMark(message).write(0xcafe_0123L);

        assertThat(SequenceMark.read(over(message))).isEqualTo(0xcafe_0123L);
    }

    @ParameterizedTest
    @EnumSource
    void otherMessagesHaveNone(Format format) {
        assertThat(SequenceMark.read(over(format.message(36, 1, "@@@12")))).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"0, 11", "11, 11", "16, 16", "1024, 1024"})
    void textHasTheLengthAskedForIfTheMarkFits(int asked, int length) {
        assertThat(SequenceMark.text(asked)).hasSize(length);
    }

    private static Cursor over(byte[] message) {
        return new Cursor().over(message, 0, message.length);
    }
}
