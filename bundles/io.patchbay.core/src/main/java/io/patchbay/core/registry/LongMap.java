package io.patchbay.core.registry;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A map from positive ids to objects: open addressing without boxing, and next to nothing while it
 * is empty. For one thread.
 */
public final class LongMap<V> {
    private static final long[] NO_KEYS = new long[0];
    private static final @Nullable Object[] NO_VALUES = new Object[0];
    private static final int SMALLEST = 4;

    private long[] keys = NO_KEYS;
    private @Nullable Object[] values = NO_VALUES;
    private int size;

    public int size() {
        return size;
    }

    public @Nullable V get(long key) {
        if (size == 0) {
            return null;
        }
        return at(slot(key));
    }

    public void put(long key, V value) {
        if (size * 3 >= keys.length * 2) {
            resize(Math.max(SMALLEST, keys.length * 2));
        }
        int slot = slot(key);
        if (values[slot] == null) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    public @Nullable V remove(long key) {
        if (size == 0) {
            return null;
        }
        int slot = slot(key);
        V removed = at(slot);
        if (removed != null) {
            size--;
            close(slot);
            shrink();
        }
        return removed;
    }

    public boolean noneMatch(Predicate<V> predicate) {
        for (Object value : values) {
            if (value != null && predicate.test(cast(value))) {
                return false;
            }
        }
        return true;
    }

    /** Empties the map, handing each value to the consumer. */
    public void drain(Consumer<V> consumer) {
        @Nullable Object[] drained = values;
        keys = NO_KEYS;
        values = NO_VALUES;
        size = 0;
        for (Object value : drained) {
            if (value != null) {
                consumer.accept(cast(value));
            }
        }
    }

    private @Nullable V at(int slot) {
        Object value = values[slot];
        return value == null ? null : cast(value);
    }

    @SuppressWarnings("unchecked") // only values of V are put in
    private V cast(Object value) {
        return (V) value;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Fills a hole by moving up what had to step over it. */
    private void close(int hole) {
        int mask = keys.length - 1;
        int next = hole + 1 & mask;
        while (values[next] != null) {
            int home = hash(keys[next]) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                keys[hole] = keys[next];
                values[hole] = values[next];
                hole = next;
            }
            next = next + 1 & mask;
        }
        values[hole] = null;
    }

    private void shrink() {
        if (keys.length > 64 && size * 8 < keys.length) {
            resize(keys.length / 2);
        }
    }

    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new Object[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32);
    }

    @Override
    public String toString() {
        return size + " of " + Arrays.toString(keys);
    }
}
