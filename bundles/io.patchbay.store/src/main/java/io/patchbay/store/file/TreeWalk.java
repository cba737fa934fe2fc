package io.patchbay.store.file;

import org.h2.mvstore.Page;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows all records of a tree that can be read, in order, and notes what cannot. A record that a
 * look-up would not find, because a page above it leads elsewhere, is noted too.
 */
final class TreeWalk {
    /** Far more than the deepest tree: pages that lead round in a circle are found out. */
    private static final int DEPTH_LIMIT = 100;

    private final Consumer<StoredRecord> visitor;
    private final List<String> findings = new ArrayList<>();
    private @Nullable String last;

    TreeWalk(Consumer<StoredRecord> visitor) {
        this.visitor = visitor;
    }

    List<String> findings() {
        return findings;
    }

    void walk(Page<String, byte[]> root) {
        walk(root, null, null, 0);
    }

    private void walk(
            Page<String, byte[]> page, @Nullable String from, @Nullable String below, int depth) {
        if (page.isLeaf()) {
            for (int i = 0; i < page.getKeyCount(); i++) {
                visit(new StoredRecord(page.getKey(i), page.getValue(i)), from, below);
            }
            return;
        }
        for (int i = 0; i <= page.getKeyCount(); i++) {
            String low = i == 0 ? from : page.getKey(i - 1);
            String high = i == page.getKeyCount() ? below : page.getKey(i);
            Page<String, byte[]> child = child(page, i, low, high);
            if (child != null && depth < DEPTH_LIMIT) {
                walk(child, low, high, depth + 1);
            }
        }
    }

    private @Nullable Page<String, byte[]> child(
            Page<String, byte[]> page, int index, @Nullable String from, @Nullable String below) {
        try {
            return page.getChildPage(index);
        } catch (RuntimeException unreadable) {
            findings.add(
                    "no record from %s to %s can be read: %s"
                            .formatted(
                                    from == null ? "the first" : readable(from),
                                    below == null ? "the last" : readable(below),
                                    unreadable.getMessage()));
            return null;
        }
    }

    private void visit(StoredRecord record, @Nullable String from, @Nullable String below) {
        String name = record.name();
        boolean found =
                (from == null || name.compareTo(from) >= 0)
                        && (below == null || name.compareTo(below) < 0)
                        && (last == null || name.compareTo(last) > 0);
        if (!found) {
            findings.add("%s is not where it belongs".formatted(readable(name)));
        }
        last = name;
        visitor.accept(record);
    }

    static String readable(String name) {
        return name.replace('\0', '/').replaceAll("\\p{Cntrl}", "?");
    }
}
