package io.patchbay.core.session;

import io.patchbay.api.transport.Loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Long work on a loop, done a little at a time: in each turn one part of one piece of work, so that
 * sessions are served meanwhile however much of it there is. On the loop only.
 */
public final class Slices {
    private final Loop loop;
    private final Queue<BooleanSupplier> waiting = new ArrayDeque<>();

    Slices(Loop loop) {
        this.loop = loop;
    }

    /**
     * Begins with the next turn of the loop.
     *
     * @param part does a part that takes little time, and says whether another one follows
     */
    public void add(BooleanSupplier part) {
        if (waiting.isEmpty()) {
            loop.execute(this::turn);
        }
        waiting.add(part);
    }

    private void turn() {
        BooleanSupplier part = waiting.remove();
        if (!waiting.isEmpty()) {
            loop.execute(this::turn);
        }
        if (part.getAsBoolean()) {
            add(part);
        }
    }
}
