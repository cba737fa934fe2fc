package io.patchbay.wamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

class DictTest {
    private static final Dict OPTIONS =
            Dict.of(
                    Map.of(
                            "match",
                            "prefix",
                            "timeout",
                            5000L,
                            "disclose_me",
                            true,
                            "roles",
                            Map.of("caller", Map.of()),
                            "authmethods",
                            List.of("ticket", "wampcra")));

    @Test
    void presentOptionsAreTyped() {
        assertThat(OPTIONS.string("match")).isEqualTo("prefix");
        assertThat(OPTIONS.integer("timeout", 0)).isEqualTo(5000);
        assertThat(OPTIONS.bool("disclose_me", false)).isTrue();
        assertThat(OPTIONS.dict("roles").has("caller")).isTrue();
        assertThat(OPTIONS.strings("authmethods")).containsExactly("ticket", "wampcra");
    }

    @Test
    void absentOptionsYieldTheDefault() {
        assertThat(OPTIONS.string("x")).isNull();
        assertThat(OPTIONS.string("x", "exact")).isEqualTo("exact");
        assertThat(OPTIONS.integer("x", 7)).isEqualTo(7);
        assertThat(OPTIONS.bool("x", true)).isTrue();
        assertThat(OPTIONS.dict("x").isEmpty()).isTrue();
        assertThat(OPTIONS.strings("x")).isEmpty();
        assertThat(OPTIONS.has("x")).isFalse();
    }

    @Test
    void optionsOfTheWrongTypeAreRefused() {
        assertThatThrownBy(() -> OPTIONS.string("timeout"))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("option 'timeout' is 5000, expected a string");
        assertThatThrownBy(() -> OPTIONS.bool("match", false))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("option 'match' is \"prefix\", expected true or false");
        assertThatThrownBy(() -> OPTIONS.integer("match", 0)).isInstanceOf(InvalidOption.class);
        assertThatThrownBy(() -> OPTIONS.dict("match")).isInstanceOf(InvalidOption.class);
        assertThatThrownBy(() -> OPTIONS.strings("match")).isInstanceOf(InvalidOption.class);
    }

    @Test
    void integersAreNoBooleans() {
        Dict options = Dict.of("acknowledge", 1L);

        assertThatThrownBy(() -> options.bool("acknowledge", false))
                .isInstanceOf(InvalidOption.class);
    }

    @Test
    void itemsOfTheWrongTypeAreRefused() {
        Dict options = Dict.of("authmethods", List.of("ticket", 1L));

        assertThatThrownBy(() -> options.strings("authmethods")).isInstanceOf(InvalidOption.class);
    }

    @Test
    void idsMayBeWrittenAsFloatingPointNumbers() {
        Dict options = Dict.of("exclude", List.of(1L, 9007199254740992.0, BigInteger.TWO));

        assertThat(options.ids("exclude")).containsExactly(1L, 1L << 53, 2L);
        assertThat(options.ids("eligible")).isEmpty();
    }

    @Test
    void whatIsNoIdIsRefused() {
        for (Object item : List.of(0L, -1L, 1.5, Double.NaN, BigInteger.TWO.pow(64), "1", true)) {
            assertThatThrownBy(() -> Dict.of("exclude", List.of(item)).ids("exclude"))
                    .isInstanceOf(InvalidOption.class)
                    .hasMessageContaining("expected a list of ids");
        }
        assertThatThrownBy(() -> Dict.of("exclude", 1L).ids("exclude"))
                .isInstanceOf(InvalidOption.class);
    }

    @Test
    void messageOfARefusalStaysShort() {
        Dict options = Dict.of("acknowledge", "x".repeat(100_000));

        assertThatThrownBy(() -> options.bool("acknowledge", false)).message().hasSizeLessThan(200);
    }

    @Test
    void oneMoreEntryMakesANewDictionary() {
        Dict more = OPTIONS.with("invoke", "single");

        assertThat(more.string("invoke")).isEqualTo("single");
        assertThat(more.string("match")).isEqualTo("prefix");
        assertThat(OPTIONS.has("invoke")).isFalse();
    }

    @Test
    void comparesByEntries() {
        assertThat(Dict.of(Map.of())).isSameAs(Dict.EMPTY);
        assertThat(Dict.of("a", 1L))
                .isEqualTo(Dict.of(Map.of("a", 1L)))
                .hasSameHashCodeAs(Dict.of(Map.of("a", 1L)))
                .isNotEqualTo(Dict.EMPTY)
                .hasToString("{a=1}");
    }

    @Test
    void entriesCannotBeChanged() {
        assertThatThrownBy(() -> OPTIONS.asMap().put("match", "exact"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
