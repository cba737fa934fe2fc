package io.patchbay.core.meta;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Picks a page out of ids that come in any order. For one thread at a time. */
final class Selection {
    private final Page page;
    private final boolean isLimited;
    private final Collection<Long> picked;

    Selection(Page page) {
        this.page = page;
        this.isLimited = page.limit() < Page.ALL.limit();
        this.picked =
                isLimited ? new PriorityQueue<>(Comparator.reverseOrder()) : new ArrayList<>();
    }

    void offer(long id) {
        if (id <= page.after()) {
            return;
        }
        if (isLimited && picked.size() == page.limit()) {
            replaceLargest(id);
        } else {
            picked.add(id);
        }
    }

    private void replaceLargest(long id) {
        var smallest = (PriorityQueue<Long>) picked;
        if (id < smallest.element()) {
            smallest.remove();
            smallest.add(id);
        }
    }

    /** By ascending id if they are limited in number. */
    List<Long> ids() {
        return isLimited ? picked.stream().sorted().toList() : List.copyOf(picked);
    }
}
