package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class InstanceTest {
    @TempDir Path data;

    @Test
    void leavesItsProcessIdForScripts() throws Exception {
        try (Instance instance = Instance.claim(data)) {
            assertThat(data.resolve("patchbay.pid"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void isReadyFromThenUntilItEnds() throws Exception {
        Path ready = data.resolve("ready");
        Instance instance = Instance.claim(data);
        assertThat(ready).doesNotExist();

        instance.ready();
        assertThat(ready).exists();

        instance.close();
        assertThat(ready).doesNotExist();
        assertThat(data.resolve("patchbay.pid")).isEmptyFile();
    }

    @Test
    void oneFolderServesOneInstance() throws Exception {
        try (Instance instance = Instance.claim(data)) {
            assertThatThrownBy(() -> Instance.claim(data))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("in use by process");
        }

        Instance.claim(data).close();
    }

    @Test
    void saysWhichFolderCannotBeWritten() {
        assertThatThrownBy(() -> Instance.claim(data.resolve("none")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("none")
                .hasMessageContaining("cannot be written");
    }
}
