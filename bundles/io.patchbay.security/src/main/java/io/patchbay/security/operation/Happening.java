package io.patchbay.security.operation;

import io.patchbay.wamp.Uri;

import java.util.List;

/**
 * Something has been changed, and will stay so.
 *
 * @param realm where it is told
 * @param topic by which it is told
 * @param about the names of what was changed
 * @param by the session that asked for it; 0 if it was none, or does not matter
 */
public record Happening(Uri realm, String topic, List<String> about, long by) {
    public Happening(Uri realm, String topic, List<String> about) {
        this(realm, topic, about, 0);
    }

    /** Is told of what happens, after it has. Called by one thread at a time; must not block. */
    @FunctionalInterface
    public interface Listener {
        void happened(Happening happening);

        /**
         * What will happen if it can be stored, before anything of it has; nothing once all has, or
         * will not.
         */
        default void expect(List<Happening> happenings) {}
    }
}
