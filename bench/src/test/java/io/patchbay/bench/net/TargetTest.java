package io.patchbay.bench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    void readsSchemeAddressAndPath() {
        Target target = Target.of("ws://127.0.0.1:18080/ws");

        assertThat(target.scheme()).isEqualTo(Target.Scheme.WS);
        assertThat(target.address().getPort()).isEqualTo(18080);
        assertThat(target.path()).isEqualTo("/ws");
        assertThat(target.isLoopback()).isTrue();
    }

    @Test
    void pathIsTheRootIfThereIsNone() {
        assertThat(Target.of("ws://127.0.0.1:1").path()).isEqualTo("/");
    }

    @Test
    void otherHostsAreNotLoopback() {
        assertThat(Target.of("rs://192.0.2.1:1").isLoopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1",
                "rs://127.0.0.1",
                "127.0.0.1:1",
                "rs://host.invalid:1"
            })
    void anythingElseIsRefused(String url) {
        assertThatThrownBy(() -> Target.of(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
