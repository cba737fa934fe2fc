package io.patchbay.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class SettingsTest {
    private static final String PID = "com.example.thing";
    private static final String FILE = "felix.fileinstall.filename";

    @interface Config {
        int size_limit_bytes() default 7;

        String native$() default "auto";

        boolean log__all() default true;

        String[] names() default {"a", "b"};

        String folder() default "";
    }

    @Test
    void valuesNotGivenHaveTheDefaultOfTheDefinition() {
        Settings settings = settings();

        assertThat(settings.integer("size.limit.bytes", 0, 10)).isEqualTo(7);
        assertThat(settings.text("native")).isEqualTo("auto");
        assertThat(settings.flag("log_all")).isTrue();
        assertThat(settings.list("names")).containsExactly("a", "b");
        assertThat(settings.path("folder")).isEmpty();
    }

    @Test
    void valuesMayBeTextOrTyped() {
        Settings settings =
                settings(
                        "size.limit.bytes", " 9 ",
                        "log_all", false,
                        "names", "x, y,",
                        "folder", "/tmp/x");

        assertThat(settings.integer("size.limit.bytes", 0, 10)).isEqualTo(9);
        assertThat(settings.flag("log_all")).isFalse();
        assertThat(settings.list("names")).containsExactly("x", "y");
        assertThat(settings.path("folder")).contains(Path.of("/tmp/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "-1", "1.5", "ten", "", "99999999999999999999"})
    void badNumbersAreExplained(String value) {
        Settings settings =
                settings("size.limit.bytes", value, FILE, "file:/etc/com.example.thing-a.cfg");

        assertThatThrownBy(() -> settings.integer("size.limit.bytes", 0, 10))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage(
                        "com.example.thing-a.cfg: size.limit.bytes = "
                                + value
                                + ": expected a whole number from 0 to 10");
    }

    @Test
    void badWordsAreExplained() {
        assertThatThrownBy(() -> settings("native", "fast").choice("native", "auto", "nio"))
                .hasMessage("com.example.thing: native = fast: expected one of auto, nio");
    }

    @Test
    void aKeyThatTheDefinitionLacksIsAnErrorOfTheBundle() {
        assertThatThrownBy(() -> settings().text("colour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour");
    }

    @ParameterizedTest
    @CsvSource({
        "file:/etc/com.example.thing-public.cfg, public",
        "file:/etc/com.example.thing-a-b.cfg, a-b",
        "file:/etc/com.example.thing~c.config, c",
        "file:/etc/com.example.thing.cfg, default"
    })
    void instancesAreNamedByTheirFile(String file, String name) {
        assertThat(Settings.instance(PID, Map.of(FILE, file))).isEqualTo(name);
    }

    @Test
    void instancesAreNamedByTheirPidWithoutAFile() {
        assertThat(Settings.instance(PID, Map.of("service.pid", "com.example.thing~d")))
                .isEqualTo("d");
        assertThat(Settings.instance(PID, Map.of())).isEqualTo("default");
    }

    @Test
    void aPathThatIsNoneIsToldAndNotThrownAsTheLibraryDoes() {
        assertThatThrownBy(() -> settings("folder", "a\0b").path("folder"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("expected a path");
    }

    private static Settings settings(Object... pairs) {
        var properties = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put((String) pairs[i], pairs[i + 1]);
        }
        return Settings.of(PID, Config.class, properties);
    }
}
