package io.patchbay.security.file;

import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.JsonTree;
import io.patchbay.security.record.Known;
import io.patchbay.security.record.RealmReader;
import io.patchbay.security.record.RealmTree;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;

/** Reads the static realm file: a JSON array of realms with all that is in them. */
record RealmFile(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(RealmFile.class);

    /**
     * @param known what the file may refer to beside what is in it
     */
    List<RealmTree> read(Known known) throws InvalidRecord {
        var root = JsonCursor.root(file.toString(), JsonTree.read(file));
        return new RealmReader(known, this::unknown).read(root.items("an array of realms"));
    }

    private void unknown(JsonCursor member) {
        LOG.warn("{}: {} is not known and has no effect", file, member.pointer());
    }
}
