package io.patchbay.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCS = ROOT.resolve("distribution/docs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.patchbay.core.Router$Config",
                "io.patchbay.security.Security$Config",
                "io.patchbay.auth.jwt.Issuer$Config",
                "io.patchbay.transport.netty.EventLoops$Config",
                "io.patchbay.transport.rawsocket.RawSocketTransport$Config",
                "io.patchbay.transport.websocket.WebSocketTransport$Config",
                "io.patchbay.http.HttpListener$Config",
                "io.patchbay.store.StoreComponent$Config"
            })
    void everySettingIsDescribed(String definition) throws Exception {
        String page = Files.readString(DOCS.resolve("configuration.md"));

        for (Method setting : Class.forName(definition).getDeclaredMethods()) {
            String key = setting.getName().replace("$", "").replace('_', '.');
            assertThat(page).contains("`" + key + "`");
        }
    }

    @Test
    void everyMetricIsDescribed() throws IOException {
        String page = Files.readString(DOCS.resolve("metrics.md"));

        assertThat(found(ROOT.resolve("bundles"), "src/main", "\"(patchbay_[a-z_]*[a-z])\""))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path page : pages()) {
            for (String link : found(page, "", "]\\((?!https?:|#)([^)#]+)")) {
                Path folder = page.toAbsolutePath().normalize().getParent();
                assertThat(folder.resolve(link)).as("link in %s", page).exists();
            }
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(DOCS)) {
            Stream<Path> pages = docs.filter(file -> file.toString().endsWith(".md"));
            return Stream.concat(pages, Stream.of(ROOT.resolve("README.md"))).toList();
        }
    }

    private static List<String> found(Path under, String within, String regex) throws IOException {
        var pattern = Pattern.compile(regex);
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(within))
                    .filter(file -> file.toString().matches(".*\\.(java|md)"))
                    .flatMap(file -> pattern.matcher(read(file)).results())
                    .map(result -> result.group(1))
                    .distinct()
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
