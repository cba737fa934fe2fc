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

class FeatureFileTest {
    @TempDir Path folder;

    @Test
    void readsBundlesInOrder() {
        Feature feature =
                read(
                        """
                        {
                          // comments are allowed
                          "feature-resource-version": "1.0",
                          "id": "org.acme:feature:1.0",
                          "categories": [ "x", { "y": [] } ],
                          "bundles": [
                            { "id": "org.acme:codec:1.2.3", "start-level": 7 },
                            { "id": "org.acme:door:1.0" }
                          ]
                        }
                        """);

        assertThat(feature.name()).isEqualTo("acme");
        assertThat(feature.bundles())
                .extracting(entry -> entry.id() + " at " + entry.startLevel())
                .containsExactly("org.acme:codec:1.2.3 at 7", "org.acme:door:1.0 at 20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[] | feature = [: expected an object",
                "{\"bundles\": 7} | bundles = 7: expected a list",
                "{\"bundles\": [7]} | bundles[0] = 7: expected an object",
                "{\"bundles\": [{}]} | bundles[0].id = (missing): expected group:artifact:version",
                "{\"bundles\": [{\"id\": \"x\"}]} | bundles[0].id = x: expected group:artifact",
                "{\"bundles\": [{\"id\": 7}]} | bundles[0].id = 7: expected group:artifact",
                "{\"bundles\": [{\"start-level\": 100}]} | bundles[0].start-level = 100: expected a whole number from 1 to 99",
                "{\"bundles\": [{\"start-level\": \"1\"}]} | bundles[0].start-level = 1: expected a whole number",
                "{\"bundles\": [{\"hash\": 1}]} | bundles[0].hash: unknown key",
                "{\"configurations\": {}} | configurations: unknown key",
                "{\"bundles\": [ | line 1: no valid JSON",
                "{\"bundles\" } | line 1: no valid JSON"
            })
    void saysWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("acme.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> FeatureFile.read(folder.resolve("none.json")))
                .hasMessageContaining("none.json: no such feature file");
    }

    private Feature read(String json) {
        try {
            return FeatureFile.read(Files.writeString(folder.resolve("acme.json"), json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
