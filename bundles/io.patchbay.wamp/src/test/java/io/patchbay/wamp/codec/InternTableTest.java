package io.patchbay.wamp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

class InternTableTest {
    private final InternTable<String> table = new InternTable<>(16, Function.identity());

    @Test
    void stringThatComesAgainIsTheSameObject() {
        String first = get("com.example.topic");
        String second = get("com.example.topic");

        assertThat(second).isSameAs(first).isEqualTo("com.example.topic");
    }

    @Test
    void newcomerEvicts() {
        for (int i = 0; i < 1000; i++) {
            assertThat(get("com.example." + i)).isEqualTo("com.example." + i);
        }
    }

    @Test
    void longStringsAreNotKept() {
        String first = get("x".repeat(200));

        assertThat(get("x".repeat(200))).isEqualTo(first).isNotSameAs(first);
    }

    @Property
    void whatComesOutIsWhatWentIn(@ForAll List<String> texts) {
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);

            assertThat(table.get(utf8, 0, utf8.length))
                    .isEqualTo(new String(utf8, StandardCharsets.UTF_8));
        }
    }

    private String get(String text) {
        byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return table.get(utf8, 1, utf8.length - 2);
    }
}
