package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The jar that people run. */
class BenchJarIT {
    @Test
    void startsByItselfAndTellsWhatItCanDo() throws Exception {
        Process bench =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                System.getProperty("bench.jar"),
                                "--help")
                        .redirectErrorStream(true)
                        .start();
        String told = new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bench.waitFor()).as(told).isZero();
        assertThat(told).contains("load", "micro", "relay");
    }
}
