package io.patchbay.wamp.codec;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Remembers objects made from short UTF-8 strings, so that a string that comes again costs neither
 * decoding nor an allocation. A fixed number of slots; a newcomer evicts who had its slot. For one
 * thread.
 */
public final class InternTable<T> {
    private static final int LONGEST = 128;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final Function<String, T> factory;
    private final byte[] @Nullable [] keys;
    private final @Nullable Object[] values;

    /**
     * @param slots a power of two
     */
    public InternTable(int slots, Function<String, T> factory) {
        this.factory = factory;
        this.keys = new byte[slots][];
        this.values = new Object[slots];
    }

    /** The object for these bytes, which must be valid UTF-8. */
    @SuppressWarnings("unchecked") // values[i] was made by the factory
    public T get(byte[] data, int offset, int length) {
        if (length > LONGEST) {
            return factory.apply(new String(data, offset, length, StandardCharsets.UTF_8));
        }
        int slot = hash(data, offset, length) & keys.length - 1;
        byte[] key = keys[slot];
        Object value = values[slot];
        if (key != null
                && value != null
                && Arrays.equals(key, 0, key.length, data, offset, offset + length)) {
            return (T) value;
        }
        T made = factory.apply(new String(data, offset, length, StandardCharsets.UTF_8));
        keys[slot] = Arrays.copyOfRange(data, offset, offset + length);
        values[slot] = made;
        return made;
    }

    /** The object for a string that has no plain bytes. */
    public T get(String text) {
        return factory.apply(text);
    }

    private static int hash(byte[] data, int offset, int length) {
        long hash = length;
        int i = offset;
        for (; i <= offset + length - 8; i += 8) {
            hash = (hash ^ Bytes.word(data, i)) * SPREAD;
            hash ^= hash >>> 32;
        }
        for (; i < offset + length; i++) {
            hash = hash * 31 + data[i];
        }
        return (int) ((hash * SPREAD) >>> 40);
    }
}
