package io.patchbay.wamp;

import static io.patchbay.wamp.UriRule.LOOSE;
import static io.patchbay.wamp.UriRule.STRICT;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriTest {
    @ParameterizedTest
    @ValueSource(strings = {"com", "com.example.topic_1", "0", "_", "com.example.9"})
    void strictUrisAreValidUnderBothRules(String text) {
        Uri uri = Uri.of(text);

        assertThat(uri.isValid(STRICT)).isTrue();
        assertThat(uri.isValid(LOOSE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.Example", "com.my-app", "com.exämple", "日本.語", "com.a/b", "\0"})
    void otherCharactersAreLooseOnly(String text) {
        Uri uri = Uri.of(text);

        assertThat(uri.isValid(STRICT)).isFalse();
        assertThat(uri.isValid(LOOSE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.a b", "com.#", "com.\t", "com.a\n", "com.\u00a0x", "com.\u2003x"})
    void whiteSpaceAndHashAreNeverValid(String text) {
        Uri uri = Uri.of(text);

        assertThat(uri.isValid(LOOSE)).isFalse();
        assertThat(uri.isValidPattern(LOOSE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "com.", ".com", "com..topic", "com.example."})
    void emptyComponentsAreForPatternsOnly(String text) {
        Uri uri = Uri.of(text);

        assertThat(uri.isValid(STRICT)).isFalse();
        assertThat(uri.isValid(LOOSE)).isFalse();
        assertThat(uri.isValidPattern(STRICT)).isTrue();
        assertThat(uri.isValidPattern(LOOSE)).isTrue();
    }

    @Test
    void whatIsTheProtocolsOrTheRoutersIsReserved() {
        assertThat(Uri.of("wamp").isReserved()).isTrue();
        assertThat(Uri.of("wamp.session.count").isReserved()).isTrue();
        assertThat(Uri.of("wampum.session").isReserved()).isFalse();
        assertThat(Uri.of("com.wamp").isReserved()).isFalse();
        assertThat(Uri.of("bondy.user.add").isReserved()).isTrue();
        assertThat(Uri.of("com.bondy").isReserved()).isTrue();
        assertThat(Uri.of("com.leapsight.bondy.user.add").isReserved()).isTrue();
        assertThat(Uri.of("com.leapsight").isReserved()).isFalse();
        assertThat(Uri.of("bondyard").isReserved()).isFalse();
    }

    @Test
    void comparesByText() {
        assertThat(Uri.of("com.example"))
                .isEqualTo(Uri.of("com.example"))
                .hasSameHashCodeAs(Uri.of("com.example"))
                .isNotEqualTo(Uri.of("com.other"))
                .hasToString("com.example");
    }

    @Test
    void prefixNeedNotEndAtADot() {
        assertThat(Uri.of("com.example.topic").startsWith(Uri.of("com.exa"))).isTrue();
        assertThat(Uri.of("com.example.topic").startsWith(Uri.of("com.x"))).isFalse();
    }
}
