package io.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Says whether everything that is installed fits together. Starts nothing and leaves nothing. */
final class Check {
    private final Layout layout;

    Check(Layout layout) {
        this.layout = layout;
    }

    /** Returns whether every bundle resolves; those that do not are in the log. */
    boolean passes() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("patchbay-check");
        try {
            return passes(scratch);
        } finally {
            delete(scratch);
        }
    }

    private boolean passes(Path scratch) throws IOException, InterruptedException {
        var settings = Settings.read(layout.settings(), System::getenv);
        Kernel kernel = Kernel.install(layout.withData(scratch), settings);
        try {
            int broken = kernel.check(plugins());
            System.out.printf("%d bundles, %d cannot run%n", kernel.bundles(), broken);
            return broken == 0;
        } finally {
            kernel.stop();
        }
    }

    private List<Path> plugins() throws IOException {
        if (!Files.isDirectory(layout.deploy())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(layout.deploy())) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
