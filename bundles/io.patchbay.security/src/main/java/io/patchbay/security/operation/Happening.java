package io.patchbay.security.operation;

import io.patchbay.wamp.Uri;

import java.util.List;

/**
 * Something has been changed, and will stay so.
 *
 * @param realm where it is told
 * @param topic by which it is told
 * @param about the names of what was changed
 */
public record Happening(Uri realm, String topic, List<String> about) {

    /** Is told of what happens, after it has. Called by one thread at a time; must not block. */
    @FunctionalInterface
    public interface Listener {
        void happened(Happening happening);
    }
}
