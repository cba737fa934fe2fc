package io.patchbay.itests.interop;

import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What the libraries need on the machine. Where it is absent, their tests are skipped, loudly. */
final class Runtimes {
    private static final Set<String> COMPLAINTS = ConcurrentHashMap.newKeySet();
    private static final Path MODULES = Path.of("node_modules/.package-lock.json");

    private Runtimes() {}

    /** Node, with the libraries that {@code package-lock.json} names. */
    static String node() {
        if (!succeeds(10, "node", "--version")) {
            throw absent("Node (apt-get install nodejs npm)");
        }
        installModules();
        return "node";
    }

    private static synchronized void installModules() {
        if (areModulesInstalled()) {
            return;
        }
        if (!succeeds(10, "npm", "--version")) {
            throw absent("npm (apt-get install npm), or node_modules by npm ci");
        }
        if (!succeeds(120, "npm", "ci", "--prefer-offline")) {
            throw new IllegalStateException("npm ci failed in " + Path.of("").toAbsolutePath());
        }
    }

    private static boolean areModulesInstalled() {
        try {
            return Files.exists(MODULES)
                    && Files.getLastModifiedTime(MODULES)
                                    .compareTo(
                                            Files.getLastModifiedTime(Path.of("package-lock.json")))
                            >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Python that has Debian's AutobahnPython, which need not be the first on the path. */
    static String python() {
        String imports = "import autobahn, msgpack, cbor2";
        for (String candidate : List.of("/usr/bin/python3", "python3")) {
            if (succeeds(20, candidate, "-c", imports)) {
                return candidate;
            }
        }
        throw absent(
                "AutobahnPython (apt-get install python3-autobahn python3-msgpack python3-cbor2)");
    }

    private static TestAbortedException absent(String what) {
        String text = what + " is not installed: its interop tests are SKIPPED";
        if (COMPLAINTS.add(text)) {
            String line = "*".repeat(text.length() + 6);
            System.err.println(line + "\n** " + text + " **\n" + line);
        }
        return new TestAbortedException(text);
    }

    private static boolean succeeds(int seconds, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
