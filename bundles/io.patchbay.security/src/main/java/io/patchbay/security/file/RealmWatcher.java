package io.patchbay.security.file;

import io.patchbay.security.realm.Directory;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.Known;
import io.patchbay.security.record.RealmTree;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Keeps the realms as their file says, while it changes. A file that is not in order changes
 * nothing. For one thread.
 */
public final class RealmWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RealmWatcher.class);
    private static final String ABSENT = "absent";

    private final Path file;
    private final Directory directory;
    private String seen = "";

    public RealmWatcher(Path file, Directory directory) {
        this.file = file;
        this.directory = directory;
    }

    /** Reads the file if it is not as it was the last time. */
    public void check() {
        String now = stamp();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        if (now.equals(ABSENT)) {
            LOG.error("{} does not exist; the realms stay as they are", file);
        } else {
            load();
        }
    }

    private void load() {
        try {
            List<RealmTree> listed = new RealmFile(file).read(Known.NOTHING);
            directory.apply(listed);
            LOG.info("{}: {}", file, listed.stream().map(tree -> tree.realm().uri()).toList());
        } catch (InvalidRecord e) {
            LOG.error("{}; the realms stay as they are", e.getMessage());
        }
    }

    private String stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime().toMillis()
                    + " "
                    + attributes.size()
                    + " "
                    + attributes.fileKey();
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
