package io.patchbay.core.meta;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Ids;

import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which part of a list of ids is wanted: at most {@code limit} of them, by ascending id, from those
 * that follow {@code after}. Without these keyword arguments it is all.
 */
record Page(int limit, long after) {
    /** What is looked at in one turn of a loop. */
    private static final int SLICE = 1000;

    static final Page ALL = new Page(Integer.MAX_VALUE, 0);

    static Page of(MetaCall call) {
        long limit = number(call, "limit", 1, ALL.limit);
        long after = number(call, "after", 0, ALL.after);
        return new Page((int) Math.min(limit, ALL.limit), Math.min(after, Ids.MAX));
    }

    private static long number(MetaCall call, String keyword, long least, long absent) {
        Object value = call.get(keyword);
        if (value == null) {
            return absent;
        }
        if (value instanceof Long number && number >= least) {
            return number;
        }
        throw new InvalidArgument(keyword, value, "an integer from " + least);
    }

    /** Where to begin to look for entries by ascending id. */
    long first() {
        return after + 1;
    }

    /**
     * Goes through the entries, which begin with {@link #first}, in turns of the caller's loop, so
     * that however many there are nobody waits for long.
     *
     * @param wanted which of them count
     * @param action takes those of this page
     * @param end runs when all were handed over
     */
    <T> void forEach(
            RouterSession caller,
            Iterator<T> entries,
            Predicate<? super T> wanted,
            Consumer<? super T> action,
            Runnable end) {
        caller.inTurns(
                new BooleanSupplier() {
                    private int taken;

                    @Override
                    public boolean getAsBoolean() {
                        for (int i = 0; i < SLICE && taken < limit && entries.hasNext(); i++) {
                            T entry = entries.next();
                            if (wanted.test(entry)) {
                                action.accept(entry);
                                taken++;
                            }
                        }
                        boolean isEnd = taken == limit || !entries.hasNext();
                        if (isEnd) {
                            end.run();
                        }
                        return !isEnd;
                    }
                });
    }
}
