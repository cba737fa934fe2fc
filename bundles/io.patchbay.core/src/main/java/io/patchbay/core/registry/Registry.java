package io.patchbay.core.registry;

import io.patchbay.wamp.Ids;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/**
 * What one realm has under its URIs: subscriptions, or registrations. Reading takes no lock;
 * changing an entry locks that entry alone. Any thread.
 */
public final class Registry<E> {
    private final Uri realm;
    private final ConcurrentHashMap<Uri, E> exact = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Uri> ids = new ConcurrentHashMap<>();

    public Registry(Uri realm) {
        this.realm = realm;
    }

    public @Nullable E find(Uri uri) {
        return exact.get(uri);
    }

    public int size() {
        return exact.size();
    }

    /**
     * Changes the entry of a URI as one step; other changes of it wait.
     *
     * @param change takes the entry, or null if there is none, and a source of its id; yields the
     *     entry to keep, or null to drop it
     */
    public @Nullable E change(Uri uri, BiFunction<@Nullable E, IdSource, @Nullable E> change) {
        return exact.compute(uri, (key, entry) -> change.apply(entry, new IdSource(uri)));
    }

    /** Makes the id of a new entry; hands it back when the entry goes. */
    public final class IdSource {
        private final Uri uri;

        private IdSource(Uri uri) {
            this.uri = uri;
        }

        public <T> T make(LongFunction<T> factory) {
            return factory.apply(claim(uri));
        }

        public void release(long id) {
            ids.remove(id);
        }
    }

    /**
     * The id follows from realm, policy and URI, so that every node of a cluster finds the same
     * without asking; only when two URIs of a realm collide, the later one steps aside.
     */
    private long claim(Uri uri) {
        long id = hash(realm + " " + MatchPolicy.EXACT.wireName() + " " + uri);
        while (ids.putIfAbsent(id, uri) != null) {
            id = Ids.next(id);
        }
        return id;
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
        return ((hash ^ hash >>> 32) & Ids.MAX - 1) + 1;
    }
}
