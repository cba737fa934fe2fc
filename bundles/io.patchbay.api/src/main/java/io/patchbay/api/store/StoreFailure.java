package io.patchbay.api.store;

import org.jspecify.annotations.Nullable;

/** The store did not do what it was asked to. */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    public StoreFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** Too much waits to be written; nothing was changed, and later it may work. */
        OVERLOADED,
        /** A backup could not be written or read; nothing was changed. */
        BACKUP,
        /**
         * The disk failed, or the store was closed: it takes no more changes until it is reopened.
         */
        STOPPED
    }
}
