package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.config.InvalidSetting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class StoreSettingsTest {
    @TempDir Path base;

    @Test
    void whatIsNotConfiguredHasItsDefault() {
        var settings = StoreSettings.of(Map.of(), base);

        assertThat(settings.folder()).isEqualTo(base.resolve("data/store"));
        assertThat(settings.valueLimit()).isEqualTo(4 << 20);
        assertThat(settings.waitingLimit()).isEqualTo(64 << 20);
        assertThat(settings.backupKey()).isEmpty();
    }

    @Test
    void valuesMayBeTextOrOfTheirType() throws IOException {
        Files.writeString(base.resolve("key"), "ab".repeat(32));
        var settings =
                StoreSettings.of(
                        Map.of(
                                "folder",
                                base.resolve("elsewhere").toString(),
                                "value.limit.bytes",
                                " 2048 ",
                                "waiting.limit.bytes",
                                4096L,
                                "backup.key.file",
                                "key"),
                        base);

        assertThat(settings.folder()).isEqualTo(base.resolve("elsewhere"));
        assertThat(settings.valueLimit()).isEqualTo(2048);
        assertThat(settings.waitingLimit()).isEqualTo(4096);
        assertThat(settings.backupKey()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "folder,              '',            a path",
        "value.limit.bytes,   big,           a whole number from 1024 to 67108864",
        "value.limit.bytes,   1023,          a whole number from 1024",
        "value.limit.bytes,   67108865,      a whole number from 1024 to 67108864",
        "waiting.limit.bytes, -1,            a whole number from 1024 to 1099511627776",
        "waiting.limit.bytes, 1099511627777, a whole number from 1024 to 1099511627776",
        "backup.key.file,     missing,       a readable file with a key: ",
    })
    void aBadValueIsToldWithFileKeyValueAndExpectation(String key, String value, String expected) {
        assertTold(key, value, expected);
    }

    @Test
    void aPathThatIsNoneIsTold() {
        assertTold("folder", "a\0b", "a path");
        assertTold("backup.key.file", "a\0b", "a path");
    }

    @Test
    void aKeyFileThatHoldsNoKeyIsNamedAndNotQuoted() throws IOException {
        Files.writeString(base.resolve("key"), "my password");

        assertThatThrownBy(() -> settings("backup.key.file", "key"))
                .hasMessageContaining(base.resolve("key").toString())
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageNotContaining("my password");
    }

    private void assertTold(String key, String value, String expected) {
        assertThatThrownBy(() -> settings(key, value))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("io.patchbay.store: " + key + " = " + value + ": ")
                .hasMessageContaining("expected " + expected);
    }

    private StoreSettings settings(String key, String value) {
        return StoreSettings.of(Map.of(key, value), base);
    }
}
