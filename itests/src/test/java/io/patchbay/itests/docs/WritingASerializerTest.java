package io.patchbay.itests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.testkit.SerializerContract;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.MessageCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/** Does what the page says: copies a serializer under a new name, with the page's own sources. */
class WritingASerializerTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("distribution/docs/writing-a-serializer.md");
    private static final Path COPIED =
            ROOT.resolve(
                    "bundles/io.patchbay.serializer.msgpack/src/main/java/io/patchbay/serializer/msgpack");
    private static final String PACKAGE = "io.patchbay.serializer.smile";
    private static final String HEAD =
            """
            package io.patchbay.serializer.smile;
            import io.patchbay.api.serializer.Serializer;
            import io.patchbay.testkit.SerializerContract;
            import io.patchbay.wamp.codec.*;
            """;

    @TempDir private Path folder;

    @Test
    void theExampleIsASerializer() throws Exception {
        for (String name : List.of("MsgPack", "MsgPackCheck", "MsgPackReader", "MsgPackWriter")) {
            String source = Files.readString(COPIED.resolve(name + ".java"));
            write(
                    name.replace("MsgPack", "Smile"),
                    source.replace("MsgPack", "Smile").replace(".msgpack", ".smile"));
        }
        write(
                "Component",
                "package " + PACKAGE + "; @interface Component { boolean immediate(); }");
        List<String> examples = examples();
        write("SmileSerializer", HEAD + examples.get(0));
        write("SmileSerializerTest", HEAD + examples.get(1));
        compile();

        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            var serializer = (Serializer) make(loader, "SmileSerializer");

            assertThat(serializer.subprotocol()).isEqualTo("wamp.2.smile");
            assertThat(sentThrough(serializer)).containsExactly("text", 1L, List.of(true));
            assertThat(make(loader, "SmileSerializerTest")).isInstanceOf(SerializerContract.class);
        }
    }

    private static List<String> examples() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private void write(String type, String source) throws IOException {
        Files.writeString(folder.resolve(type + ".java"), source);
    }

    private void compile() throws IOException {
        try (Stream<Path> sources = Files.list(folder)) {
            Stream<String> options =
                    Stream.of(
                            "-proc:none",
                            "-d",
                            folder.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"));
            String[] arguments =
                    Stream.concat(options, sources.map(Path::toString)).toArray(String[]::new);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                    .as("errors of the compiler, told above")
                    .isZero();
        }
    }

    private static Object make(ClassLoader loader, String type) throws Exception {
        Constructor<?> constructor =
                loader.loadClass(PACKAGE + "." + type).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static List<Object> sentThrough(Serializer serializer) {
        MessageCodec codec = new Codecs().of(serializer);
        var payload = Payload.of("text", 1L, List.of(true));
        codec.encode(new Message.Yield(7, Dict.EMPTY, payload));
        byte[] bytes = codec.toBytes();
        var read = (Message.Yield) codec.decode(bytes, 0, bytes.length);
        return read.payload().args();
    }
}
