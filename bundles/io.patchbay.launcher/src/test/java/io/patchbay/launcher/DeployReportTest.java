package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

class DeployReportTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(DeployReport.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir Path deploy;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    @Test
    void namesAFileThatIsNoJar() throws IOException {
        write("junk.jar", "junk");

        look(3);

        assertThat(errors()).singleElement().asString().startsWith("junk.jar is no bundle: it");
    }

    @Test
    void namesAJarThatIsNoBundle() throws IOException {
        new JarOutputStream(Files.newOutputStream(deploy.resolve("plain.jar")), new Manifest())
                .close();

        look(3);

        assertThat(errors())
                .containsExactly(
                        "plain.jar is no bundle: META-INF/MANIFEST.MF has no Bundle-SymbolicName");
    }

    @Test
    void waitsUntilAFileNoLongerGrows() throws IOException {
        var report = new DeployReport(deploy);
        for (String content : List.of("a", "ab", "abc")) {
            write("growing.jar", content);
            report.look();
        }

        assertThat(errors()).isEmpty();
    }

    @Test
    void caresForNothingButJars() throws IOException {
        write("notes.txt", "junk");

        look(3);

        assertThat(errors()).isEmpty();
    }

    private void look(int times) {
        var report = new DeployReport(deploy);
        for (int i = 0; i < times; i++) {
            report.look();
        }
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(deploy.resolve(name), content);
    }

    private List<String> errors() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
