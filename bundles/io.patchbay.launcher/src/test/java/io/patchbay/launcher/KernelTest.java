package io.patchbay.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles here are empty jars: what counts is how their manifests fit together. */
class KernelTest {
    private static final Settings SETTINGS =
            new Settings(List.of("acme"), Duration.ZERO, Duration.ofMillis(50), Map.of());

    private final Logger root = (Logger) LoggerFactory.getLogger("io.patchbay.launcher");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir Path home;

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(log);
    }

    @Test
    void allIsWellIfEveryRequirementIsMet() throws Exception {
        feature("org.acme:codec:1.0");
        bundle(system("codec"), "codec", "Export-Package", "acme.codec;version=1.5");
        Path door = bundle(deploy("door"), "door", "Import-Package", "acme.codec");

        assertThat(broken(door)).isZero();
        assertThat(errors()).isEmpty();
    }

    @Test
    void namesThePackageThatNobodyProvides() throws Exception {
        feature("org.acme:codec:1.0");
        bundle(system("codec"), "codec", "Export-Package", "acme.codec;version=2.1");
        Path door =
                bundle(deploy("door"), "door", "Import-Package", "acme.codec;version=\"[1.0,2)\"");

        assertThat(broken(door)).isOne();
        assertThat(errors())
                .containsExactly(
                        "door.jar (bundle door 1.0.0) cannot run: it needs package acme.codec,"
                                + " version >= 1.0.0 and < 2.0.0, which nobody provides");
    }

    @Test
    void namesTheBundleThatWouldHelpIfItResolved() throws Exception {
        feature();
        Path codec =
                bundle(
                        deploy("codec"),
                        "codec",
                        "Export-Package",
                        "acme.codec",
                        "Require-Bundle",
                        "base");
        Path door = bundle(deploy("door"), "door", "Import-Package", "acme.codec");

        assertThat(broken(codec, door)).isEqualTo(2);
        assertThat(errors())
                .anySatisfy(line -> assertThat(line).contains("bundle base, which nobody provides"))
                .anySatisfy(line -> assertThat(line).contains("which codec would provide if"));
    }

    @Test
    void namesTheJavaThatIsMissing() throws Exception {
        feature();
        Path door =
                bundle(
                        deploy("door"),
                        "door",
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"");

        assertThat(broken(door)).isOne();
        assertThat(errors()).singleElement().asString().endsWith("it needs Java 99 or later");
    }

    @Test
    void refusesToStartWithoutAJarThatAFeatureNames() throws Exception {
        feature("org.acme:codec:1.0");

        assertThatThrownBy(() -> broken())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("acme.json: bundle = org.acme:codec:1.0: expected a readable")
                .hasMessageContaining("codec-1.0.jar");
    }

    @Test
    void refusesTwoVersionsOfOneBundle() throws Exception {
        feature("org.acme:codec:1.0", "org.acme:codec:1.1");
        bundle(system("codec"), "codec");

        assertThatThrownBy(() -> broken())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("org.acme:codec:1.1: expected version 1.0");
    }

    private int broken(Path... plugins) throws InterruptedException {
        Kernel kernel = Kernel.install(Layout.of(home, home), SETTINGS);
        try {
            return kernel.check(List.of(plugins));
        } finally {
            kernel.stop();
        }
    }

    private List<String> errors() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void feature(String... ids) throws IOException {
        var bundles = new StringBuilder();
        for (String id : ids) {
            bundles.append(bundles.isEmpty() ? "" : ",").append("{\"id\":\"" + id + "\"}");
        }
        Path file = home.resolve("features/acme.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"bundles\":[" + bundles + "]}");
    }

    private Path system(String name) {
        return home.resolve("system/org/acme/%s/1.0/%s-1.0.jar".formatted(name, name));
    }

    private Path deploy(String name) {
        return home.resolve("deploy/" + name + ".jar");
    }

    private static Path bundle(Path jar, String name, String... headers) throws IOException {
        var manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        for (int i = 0; i < headers.length; i += 2) {
            attributes.putValue(headers[i], headers[i + 1]);
        }
        Files.createDirectories(jar.getParent());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
