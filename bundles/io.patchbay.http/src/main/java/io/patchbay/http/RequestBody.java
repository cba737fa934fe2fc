package io.patchbay.http;

import io.netty.buffer.ByteBuf;

import java.util.Arrays;

/** The body of the request that is coming in; grows with what has arrived. On the loop. */
final class RequestBody {
    private static final byte[] NOTHING = {};

    private final BodyBudget budget;
    private byte[] bytes = NOTHING;
    private int length;
    private int reserved;

    RequestBody(BodyBudget budget) {
        this.budget = budget;
    }

    int length() {
        return length;
    }

    /** Appends what came. Returns false if the listener's budget does not allow that now. */
    boolean append(ByteBuf content) {
        int more = content.readableBytes();
        if (more == 0) {
            return true;
        }
        if (length + more > bytes.length && !grow(length + more)) {
            return false;
        }
        content.readBytes(bytes, length, more);
        length += more;
        return true;
    }

    /** The whole body. It counts until {@link #drop}. */
    byte[] take() {
        byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        bytes = NOTHING;
        length = 0;
        return whole;
    }

    void drop() {
        budget.giveBack(reserved);
        reserved = 0;
        bytes = NOTHING;
        length = 0;
    }

    private boolean grow(int needed) {
        return reserve(Math.max(needed, 2 * bytes.length)) || reserve(needed);
    }

    private boolean reserve(int capacity) {
        if (!budget.take(capacity - reserved)) {
            return false;
        }
        reserved = capacity;
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }
}
