package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LogSettingsTest {
    @TempDir Path folder;

    @Test
    void aMissingFileMeansDefaults() {
        LogSettings settings = LogSettings.read(folder.resolve("none"));

        assertThat(settings.complaints()).isEmpty();
        assertThat(settings.levels()).containsOnlyKeys(Logger.ROOT_LOGGER_NAME);
        assertThat(settings.json()).isFalse();
        assertThat(settings.file()).isTrue();
        assertThat(settings.fileSizeMb()).isEqualTo(50);
        assertThat(settings.fileCount()).isEqualTo(10);
    }

    @Test
    void readsWhatTheFileSays() throws IOException {
        LogSettings settings =
                read(
                        """
                        level = WARN
                        level.io.patchbay = debug
                        format = json
                        file = false
                        file.size.mb = 5
                        file.count = 20
                        """);

        assertThat(settings.complaints()).isEmpty();
        assertThat(settings.levels())
                .containsEntry(Logger.ROOT_LOGGER_NAME, Level.WARN)
                .containsEntry("io.patchbay", Level.DEBUG);
        assertThat(settings.json()).isTrue();
        assertThat(settings.file()).isFalse();
        assertThat(settings.fileSizeMb()).isEqualTo(5);
        assertThat(settings.fileCount()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({
        "level = LOUD, 'TRACE, DEBUG, INFO'",
        "level.io.patchbay = LOUD, 'TRACE, DEBUG, INFO'",
        "format = xml, json or text",
        "file = yes, true or false",
        "file.size.mb = 0, a whole number from 1 to 99999",
        "file.count = 21, a whole number from 1 to 20",
        "file.count = many, a whole number from 1 to 20",
        "levels = INFO, one of level"
    })
    void complainsOfWhatMakesNoSenseAndGoesOn(String line, String expectation) throws IOException {
        LogSettings settings = read(line + "\nlevel.acme = ERROR");

        assertThat(settings.complaints())
                .singleElement()
                .asString()
                .contains("logging.properties: " + line + ": expected ", expectation);
        assertThat(settings.levels())
                .containsEntry("acme", Level.ERROR)
                .containsEntry(Logger.ROOT_LOGGER_NAME, Level.INFO);
    }

    private LogSettings read(String text) throws IOException {
        return LogSettings.read(Files.writeString(folder.resolve("logging.properties"), text));
    }
}
