package io.patchbay.wamp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "7f",
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f48fbfbf",
                "efbbbf"
            })
    void bordersOfTheRangesAreValid(String hex) {
        assertThat(firstInvalid(hex)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0",
                "c080",
                "c1bf",
                "c2",
                "c27f",
                "c2c2",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "e0a0",
                "e0a07f",
                "e1",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f09080",
                "f090",
                "f0",
                "f5808080",
                "f8808080",
                "fe",
                "ff"
            })
    void everythingElseIsNot(String hex) {
        assertThat(firstInvalid(hex)).isZero();
        assertThat(firstInvalid("61" + hex)).isEqualTo(1);
        assertThat(firstInvalid("c3a4" + hex)).isEqualTo(2);
        assertThat(firstInvalid("61".repeat(50) + hex + "61".repeat(50))).isEqualTo(50);
    }

    @Property(tries = 2000)
    void agreesWithTheDecoderOfJava(@ForAll("nearlyText") byte[] bytes) {
        assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) < 0).isEqualTo(isDecodable(bytes));
    }

    @Property
    void looksOnlyAtItsRange(@ForAll String text, @ForAll byte before, @ForAll byte after) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[utf8.length + 2];
        Arrays.fill(bytes, after);
        bytes[0] = before;
        System.arraycopy(utf8, 0, bytes, 1, utf8.length);

        assertThat(Utf8.firstInvalid(bytes, 1, 1 + utf8.length)).isEqualTo(-1);
    }

    @Property
    void findsTheFirstByteThatIsNotAscii(@ForAll byte[] bytes) {
        int expected = 0;
        while (expected < bytes.length && bytes[expected] >= 0) {
            expected++;
        }

        assertThat(Utf8.firstNonAscii(bytes, 0, bytes.length)).isEqualTo(expected);
    }

    /** Valid text with up to two bytes replaced. */
    @Provide
    Arbitrary<byte[]> nearlyText() {
        Arbitrary<byte[]> text =
                Arbitraries.strings()
                        .withChars('a', 'ß', '\u07ff', '\u0800', '語', '\uffff')
                        .withCharRange('\ud83d', '\ud83d')
                        .ofMaxLength(60)
                        .map(s -> s.replace("\ud83d", "😀").getBytes(StandardCharsets.UTF_8));
        Arbitrary<Integer> positions = Arbitraries.integers().between(0, 200);
        return text.flatMap(
                bytes ->
                        positions.flatMap(
                                at -> Arbitraries.bytes().map(b -> replaced(bytes, at, b))));
    }

    private static byte[] replaced(byte[] bytes, int at, byte b) {
        byte[] copy = bytes.clone();
        if (at < copy.length) {
            copy[at] = b;
        }
        return copy;
    }

    private static boolean isDecodable(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int firstInvalid(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Utf8.firstInvalid(bytes, 0, bytes.length);
    }
}
