package io.patchbay.store.file;

import java.nio.file.Path;
import java.util.List;

/**
 * The store is not what was written, and is not used. Says what is damaged and what can be done.
 */
public final class DamagedStore extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> findings;

    DamagedStore(Path folder, List<String> findings) {
        super(text(folder, findings));
        this.findings = findings;
    }

    /** What is damaged, one thing each. */
    public List<String> findings() {
        return findings;
    }

    private static String text(Path folder, List<String> findings) {
        return """
        the store in %1$s is damaged; it is not used, and was left as it is:
          - %2$s
        To go on with what can be read of it:  bin/patchbay store salvage %1$s
        To go back to a backup:  bin/patchbay store restore %1$s BACKUP"""
                .formatted(folder, String.join("\n  - ", findings));
    }
}
