package io.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.config.InvalidSetting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

class CoreSettingsTest {
    @Test
    void whatIsNotConfiguredHasItsDefault() {
        var config = CoreSettings.USUAL;

        assertThat(config.limits().hello()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.limits().sequentialIds()).isTrue();
        assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void valuesMayBeTextOrOfTheirType() {
        var config =
                CoreSettings.of(
                        Map.of(
                                "hello.timeout.ms", " 250 ",
                                "shutdown.grace.ms", 0,
                                "request.ids", "loose"));

        assertThat(config.limits().hello()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.limits().sequentialIds()).isFalse();
        assertThat(config.shutdownGrace()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "hello.timeout.ms,     soon,       a whole number from 1",
        "hello.timeout.ms,     0,          a whole number from 1",
        "call.timeout.ms,      -1,         a whole number from 0",
        "call.timeout.max.ms,  never,      a whole number from 0",
        "registrations.max,    0,          a whole number from 1",
        "outbound.limit.bytes, 4095,       a whole number from 4096",
        "connections.max,      2147483648, a whole number from 1 to 2147483647",
        "request.ids,          random,     'one of strict, loose'"
    })
    void aBadValueIsToldWithFileKeyValueAndExpectation(String key, String value, String expected) {
        assertThatThrownBy(() -> CoreSettings.of(Map.of(key, value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("io.patchbay.core: " + key + " = " + value + ": ")
                .hasMessageContaining("expected " + expected);
    }
}
