package io.patchbay.launcher;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Maven coordinates as OSGi features spell them: {@code
 * group:artifact[:type[:classifier]]:version}.
 */
record BundleId(String group, String artifact, Optional<String> classifier, String version) {

    /** Empty if the text is no such id, or names something other than a jar. */
    static Optional<BundleId> parse(String text) {
        String[] parts = text.split(":", -1);
        for (String part : parts) {
            if (!part.matches("[A-Za-z0-9_.-]+")) {
                return Optional.empty();
            }
        }
        return switch (parts.length) {
            case 3 -> Optional.of(new BundleId(parts[0], parts[1], Optional.empty(), parts[2]));
            case 4 -> jar(parts, Optional.empty());
            case 5 -> jar(parts, Optional.of(parts[3]));
            default -> Optional.empty();
        };
    }

    private static Optional<BundleId> jar(String[] parts, Optional<String> classifier) {
        return parts[2].equals("jar")
                ? Optional.of(new BundleId(parts[0], parts[1], classifier, parts[parts.length - 1]))
                : Optional.empty();
    }

    /** Where the jar lies in a folder of Maven's layout. */
    Path in(Path repository) {
        String name = artifact + "-" + version + classifier.map(c -> "-" + c).orElse("") + ".jar";
        return repository
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(name);
    }

    /** Two ids that differ only in version cannot both be installed. */
    String withoutVersion() {
        return group + ":" + artifact + classifier.map(c -> ":jar:" + c).orElse("");
    }

    @Override
    public String toString() {
        return withoutVersion() + ":" + version;
    }
}
