package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class SettingsTest {
    @TempDir Path folder;

    @Test
    void aMissingFileMeansDefaults() {
        Settings settings = Settings.read(folder.resolve("none"), name -> null);

        assertThat(settings.features()).containsExactly("kernel", "netty", "core");
        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.watchInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.framework()).isEmpty();
    }

    @Test
    void readsWhatTheFileSays() {
        Settings settings = read("features = a , b\ndrain.timeout.s = 0\nwatch.interval.ms=100");

        assertThat(settings.features()).containsExactly("a", "b");
        assertThat(settings.drainTimeout()).isZero();
        assertThat(settings.watchInterval()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void takesVariablesOfTheEnvironment() {
        Settings settings =
                Settings.read(
                        write("drain.timeout.s = $[env:WAIT]\nfeatures = $[env:NONE;default=a],b"),
                        Map.of("WAIT", "3")::get);

        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.features()).containsExactly("a", "b");
    }

    @Test
    void handsFrameworkPropertiesOn() {
        Settings settings = read("felix.log.level = 4\norg.osgi.framework.bsnversion = single");

        assertThat(settings.framework())
                .containsOnly(
                        Map.entry("felix.log.level", "4"),
                        Map.entry("org.osgi.framework.bsnversion", "single"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drain.timeout.s = soon | drain.timeout.s = soon: expected a whole number from 0 to 3600",
                "drain.timeout.s = -1   | drain.timeout.s = -1: expected a whole number from 0 to 3600",
                "watch.interval.ms = 1  | watch.interval.ms = 1: expected a whole number from 50",
                "features = a b         | features = a b: expected names, parted by commas",
                "features = ../a/b      | features = ../a/b: expected names",
                "timeout = 1            | timeout = 1: expected one of the keys",
                "features = $[env:X]    | features = $[env:X]: expected that the variable is set",
                "features = \\u12       | cannot be read"
            })
    void saysWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("patchbay.properties: ")
                .hasMessageContaining(message);
    }

    private Settings read(String text) {
        return Settings.read(write(text), name -> null);
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("patchbay.properties"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
