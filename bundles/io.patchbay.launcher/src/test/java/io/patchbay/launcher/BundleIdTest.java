package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class BundleIdTest {
    private static final Path SYSTEM = Path.of("system");

    @Test
    void liesWhereMavenWouldPutIt() {
        BundleId id = BundleId.parse("org.acme:codec:1.2.3").orElseThrow();

        assertThat(id.in(SYSTEM)).isEqualTo(Path.of("system/org/acme/codec/1.2.3/codec-1.2.3.jar"));
    }

    @Test
    void classifierComesAfterTheVersion() {
        BundleId id = BundleId.parse("org.acme:codec:jar:linux-x86_64:1.2.3").orElseThrow();

        assertThat(id.in(SYSTEM))
                .isEqualTo(Path.of("system/org/acme/codec/1.2.3/codec-1.2.3-linux-x86_64.jar"));
    }

    @Test
    void typeMayBeWrittenOut() {
        assertThat(BundleId.parse("org.acme:codec:jar:1.2.3"))
                .isEqualTo(BundleId.parse("org.acme:codec:1.2.3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "codec",
                "org.acme:codec",
                "org.acme::1",
                "org.acme:codec:zip:1.2.3",
                "org.acme:codec:jar:a:1.2.3:b",
                "../../etc:codec:1",
                "org.acme:codec:1.2.3 "
            })
    void refusesWhatIsNoId(String text) {
        assertThat(BundleId.parse(text)).isEmpty();
    }
}
