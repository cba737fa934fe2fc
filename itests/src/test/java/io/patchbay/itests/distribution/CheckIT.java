package io.patchbay.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** {@code patchbay check}, and by it the proof that what is shipped resolves. */
class CheckIT {
    private static final Path HOME = Path.of(System.getProperty("patchbay.distribution"));

    @TempDir private Path base;

    @Test
    void everythingThatIsShippedResolves() throws Exception {
        assertThat(check(HOME, 0)).contains(" 0 cannot run");
    }

    @Test
    void everyPluginResolvesWithoutTheOthers() throws Exception {
        Path deploy = Files.createDirectory(base.resolve("deploy"));
        try (Stream<Path> plugins = Files.list(HOME.resolve("deploy"))) {
            for (Path plugin : plugins.toList()) {
                Path alone = Files.copy(plugin, deploy.resolve(plugin.getFileName()));
                assertThat(check(base, 0)).as(plugin.toString()).contains(" 0 cannot run");
                Files.delete(alone);
            }
        }
    }

    @Test
    void namesWhatAPluginMisses() throws Exception {
        bundle("acme.codec");

        assertThat(check(base, 1))
                .contains("door.jar (bundle door 1.0.0) cannot run: it needs package acme.codec,")
                .contains(" 1 cannot run");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        bundle("io.patchbay.api.transport");

        check(base, 0);

        assertThat(base.resolve("data")).doesNotExist();
    }

    /** What the command says; it must end with that code. */
    private static String check(Path base, int code) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(HOME.resolve("bin/patchbay").toString(), "check");
        builder.environment().put("PATCHBAY_BASE", base.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
        return said;
    }

    private void bundle(String imported) throws IOException {
        var manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "door");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Import-Package", imported);
        Path deploy = Files.createDirectories(base.resolve("deploy"));
        new JarOutputStream(Files.newOutputStream(deploy.resolve("door.jar")), manifest).close();
    }
}
