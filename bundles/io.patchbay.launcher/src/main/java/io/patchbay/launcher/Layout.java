package io.patchbay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things lie. {@code home} is what was unpacked and may be read-only; {@code base} is what
 * this instance owns, {@code data} the part of it that it writes. Usually home and base are the
 * same.
 */
record Layout(Path home, Path base, Path data) {

    static Layout ofSystemProperties() {
        Path home = Path.of(System.getProperty("patchbay.home", "."));
        Path base = Path.of(System.getProperty("patchbay.base", home.toString()));
        return of(home.toAbsolutePath().normalize(), base.toAbsolutePath().normalize());
    }

    static Layout of(Path home, Path base) {
        return new Layout(home, base, base.resolve("data"));
    }

    Layout withData(Path other) {
        return new Layout(home, base, other);
    }

    Path features() {
        return home.resolve("features");
    }

    Path system() {
        return home.resolve("system");
    }

    Path etc() {
        return base.resolve("etc");
    }

    Path deploy() {
        return base.resolve("deploy");
    }

    Path settings() {
        return etc().resolve("patchbay.properties");
    }

    /** Creates the folders that the router writes to or watches. */
    void prepare() {
        for (Path folder : new Path[] {etc(), deploy(), data()}) {
            create(folder);
        }
        if (!Files.isWritable(data())) {
            throw new StartFailure(
                    "%s: not writable for user %s"
                            .formatted(data(), System.getProperty("user.name")));
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartFailure("%s: cannot be created: %s".formatted(folder, e), e);
        }
    }
}
