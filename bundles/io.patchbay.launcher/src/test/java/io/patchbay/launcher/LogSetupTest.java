package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class LogSetupTest {
    private final LoggerContext logging = new LoggerContext();

    @TempDir Path base;

    @AfterEach
    void stop() {
        logging.stop();
    }

    @Test
    void factsThatComeWithAMessageAreWritten() throws IOException {
        configure("");

        logging.getLogger("acme").atInfo().addKeyValue("realm", "realm1").log("joined");

        assertThat(written()).singleElement().asString().contains("acme - joined", "realm1");
    }

    @Test
    void aLineMayBeAJsonObject() throws IOException {
        configure("format = json");

        logging.getLogger("acme").atInfo().addKeyValue("realm", "realm1").log("joined");

        assertThat(written()).singleElement().asString().startsWith("{").contains("\"realm1\"");
    }

    @Test
    void whatIsBelowTheLevelIsNotWritten() throws IOException {
        configure("level = ERROR\nlevel.acme = DEBUG");

        logging.getLogger("other").warn("unheard");
        logging.getLogger("acme").debug("heard");

        assertThat(written()).singleElement().asString().contains("heard");
    }

    @Test
    void whatIsAuditedIsInAFileOfItsOwn() throws IOException {
        configure("format = json");

        logging.getLogger("io.patchbay.audit").info("{\"who\":\"ann\"}");

        assertThat(Files.readAllLines(base.resolve("log/audit.log")))
                .containsExactly("{\"who\":\"ann\"}");
        assertThat(written()).isEmpty();
    }

    @Test
    void theFileMayBeLeftOut() throws IOException {
        configure("file = false");

        assertThat(base.resolve("log")).doesNotExist();
    }

    private void configure(String settings) throws IOException {
        Path etc = Files.createDirectory(base.resolve("etc"));
        Files.writeString(etc.resolve("logging.properties"), settings);
        logging.setMDCAdapter(new LogbackMDCAdapter());
        var setup = new LogSetup();
        setup.setContext(logging);
        setup.configure(logging, base);
    }

    private List<String> written() throws IOException {
        return Files.readAllLines(base.resolve("log/patchbay.log"));
    }
}
