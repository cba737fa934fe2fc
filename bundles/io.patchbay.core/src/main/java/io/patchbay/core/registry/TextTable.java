package io.patchbay.core.registry;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.UnaryOperator;

/**
 * A hash table of entries under texts. Of a large table little is in the processor's caches, and
 * each object on the way to an entry has to be fetched after the one before it; therefore nothing
 * but the text itself is looked at, and only if its hash is the wanted one. Reading takes no lock;
 * changes wait for each other. Any thread.
 */
final class TextTable<E> {
    private static final VarHandle HASH = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle ITEM = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int SMALLEST = 8;

    private volatile Slots slots = new Slots(SMALLEST);
    private volatile int size;

    int size() {
        return size;
    }

    @Nullable E get(Key key) {
        Slots present = slots;
        return entry(present, present.slot(key));
    }

    @SuppressWarnings("unchecked") // nothing else is put in
    private @Nullable E entry(Slots slots, int slot) {
        return (E) slots.entry(slot);
    }

    /**
     * Changes the entry of a text as one step.
     *
     * @param change takes the entry, or null if there is none; yields the entry to keep, or null to
     *     drop it
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    synchronized @Nullable E change(Key key, UnaryOperator<@Nullable E> change) {
        int slot = slots.slot(key);
        E before = entry(slots, slot);
        E after = change.apply(before);
        if (before == null && after != null) {
            size++;
            add(key, slot, after);
        } else if (before != null) {
            slots.set(slot, after);
            if (after == null) {
                size--;
                shrink();
            }
        }
        return after;
    }

    private void add(Key key, int slot, E entry) {
        if (slots.isTaken(slot)) {
            slots.set(slot, entry);
        } else if (slots.isFull()) {
            slots = slots.copy(capacity());
            slots.take(slots.slot(key), key, entry);
        } else {
            slots.take(slot, key, entry);
        }
    }

    private void shrink() {
        if (slots.capacity() > SMALLEST && size * 8 < slots.capacity()) {
            slots = slots.copy(capacity());
        }
    }

    /** Less than a third of it is in use, so that it is not full again soon. */
    private int capacity() {
        return Math.max(SMALLEST, Integer.highestOneBit(size * 3) * 2);
    }

    /**
     * Open addressing. A slot that is taken keeps its hash and its text; its entry may be null.
     * Hashes are written last and read first.
     */
    private static final class Slots {
        private final int[] hashes;

        /** The text of each slot, and after it the entry. */
        private final @Nullable Object[] items;

        private int taken;

        Slots(int capacity) {
            hashes = new int[capacity];
            items = new Object[2 * capacity];
        }

        int capacity() {
            return hashes.length;
        }

        boolean isFull() {
            return taken * 2 >= hashes.length;
        }

        /** Where the text is, or the free slot where it is not. */
        int slot(Key key) {
            int wanted = hash(key);
            int mask = hashes.length - 1;
            int slot = wanted & mask;
            for (int found = hashAt(slot); found != 0; found = hashAt(slot)) {
                if (found == wanted && key.finds((String) items[2 * slot])) {
                    return slot;
                }
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private static int hash(Key key) {
            return key.hash == 0 ? 1 : key.hash;
        }

        private int hashAt(int slot) {
            return (int) HASH.getAcquire(hashes, slot);
        }

        boolean isTaken(int slot) {
            return hashes[slot] != 0;
        }

        @Nullable Object entry(int slot) {
            return ITEM.getAcquire(items, 2 * slot + 1);
        }

        void set(int slot, @Nullable Object entry) {
            ITEM.setRelease(items, 2 * slot + 1, entry);
        }

        void take(int slot, Key key, Object entry) {
            take(slot, hash(key), key.text, entry);
        }

        private void take(int slot, int hash, @Nullable Object text, @Nullable Object entry) {
            items[2 * slot] = text;
            set(slot, entry);
            HASH.setRelease(hashes, slot, hash);
            taken++;
        }

        /** The same without the slots whose entry is null. */
        Slots copy(int capacity) {
            var copy = new Slots(capacity);
            for (int slot = 0; slot < hashes.length; slot++) {
                Object entry = entry(slot);
                if (entry != null) {
                    copy.take(copy.free(hashes[slot]), hashes[slot], items[2 * slot], entry);
                }
            }
            return copy;
        }

        private int free(int hash) {
            int slot = hash & hashes.length - 1;
            while (hashes[slot] != 0) {
                slot = slot + 1 & hashes.length - 1;
            }
            return slot;
        }
    }
}
