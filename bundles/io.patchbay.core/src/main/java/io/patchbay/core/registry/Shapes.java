package io.patchbay.core.registry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The shapes that patterns have, in ascending order and each once, however many patterns have it.
 * Reading takes no lock. Any thread.
 */
final class Shapes {
    private static final long[] NONE = new long[0];

    private final Map<Long, Integer> counts = new HashMap<>();
    private volatile long[] present = NONE;

    /** Not to be changed. */
    long[] present() {
        return present;
    }

    /** A pattern of the shape has been changed, and by that may have come or gone. */
    void changed(long shape, boolean wasThere, boolean isThere) {
        if (!wasThere && isThere) {
            add(shape);
        } else if (wasThere && !isThere) {
            remove(shape);
        }
    }

    private synchronized void add(long shape) {
        if (counts.merge(shape, 1, Integer::sum) == 1) {
            long[] grown = Arrays.copyOf(present, present.length + 1);
            grown[present.length] = shape;
            Arrays.sort(grown);
            present = grown;
        }
    }

    private synchronized void remove(long shape) {
        if (counts.merge(shape, -1, Integer::sum) == 0) {
            counts.remove(shape);
            present = Arrays.stream(present).filter(other -> other != shape).toArray();
        }
    }
}
