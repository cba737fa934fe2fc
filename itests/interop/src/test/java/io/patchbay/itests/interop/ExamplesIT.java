package io.patchbay.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The programs that the README shows to newcomers. */
@ExtendWith(World.Extension.class)
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("../../distribution/docs/examples");

    @Test
    void theExampleInJavaScriptCallsAndPublishes(World world) throws Exception {
        String printed = run(world, Runtimes.node(), "javascript/hello.js");

        assertThat(printed).contains("2 + 3 = 5", "news: hello from JavaScript");
    }

    @Test
    void theExampleInPythonCallsAndPublishes(World world) throws Exception {
        String printed = run(world, Runtimes.python(), "python/hello.py");

        assertThat(printed).contains("2 + 3 = 5", "news: hello from Python");
    }

    @Test
    void theExampleInJavaCalls(World world) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin/java");

        String printed = run(world, java.toString(), "java/Hello.java");

        assertThat(printed).contains("2 + 3 = 5");
    }

    /** Runs an example against the router; returns all that it prints. */
    private static String run(World world, String runtime, String example)
            throws IOException, InterruptedException {
        String file = EXAMPLES.resolve(example).toAbsolutePath().toString();
        String url = world.router().url(Transport.WEBSOCKET);
        var builder = new ProcessBuilder(List.of(runtime, file, url)).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", Path.of("node_modules").toAbsolutePath().toString());
        builder.environment().put("CLASSPATH", libraries());
        Path printed = Path.of("target/interop/example.txt");
        Process process = builder.redirectOutput(printed.toFile()).start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", example).isTrue();
            return Files.readString(printed);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String libraries() {
        return Path.of(System.getProperty("patchbay.interop.java", "")).resolve("lib") + "/*";
    }
}
