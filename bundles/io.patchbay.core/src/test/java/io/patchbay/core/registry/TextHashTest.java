package io.patchbay.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.HashSet;
import java.util.Set;

class TextHashTest {
    @Property
    void itGrowsByWholeSteps(@ForAll String text, @ForAll int seed) {
        int steps = text.length() / TextHash.STEP;
        int cut = TextHash.STEP * Math.floorMod(seed, steps + 1);

        long grown = TextHash.with(TextHash.START, text, 0, cut);

        assertThat(TextHash.with(grown, text, cut, text.length())).isEqualTo(TextHash.of(text));
    }

    @Example
    void differencesThatCancelWithoutKnowingTheHashAreNotToBeFound() {
        Set<Long> hashes = new HashSet<>();
        for (int bit = 0; bit < 64; bit++) {
            for (int next = 0; next < 64; next++) {
                hashes.add(TextHash.of(text(1L << bit) + text(1L << next)));
            }
        }

        assertThat(hashes).hasSize(64 * 64);
    }

    /** A step that consists of these bits. */
    private static String text(long bits) {
        var text = new StringBuilder();
        for (int i = 0; i < TextHash.STEP; i++) {
            text.append((char) (bits >>> 16 * i));
        }
        return text.toString();
    }
}
