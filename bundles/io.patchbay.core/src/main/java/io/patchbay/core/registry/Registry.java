package io.patchbay.core.registry;

import io.patchbay.wamp.Ids;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * What one realm has under its URIs and patterns: subscriptions, or registrations. Reading takes no
 * lock; changes of entries of one policy wait for each other. Where there is no pattern, matching
 * is one look into a hash table. Any thread.
 */
public final class Registry<E> {
    private final Uri realm;
    private final TextTable<E> exact = new TextTable<>();
    private final Prefixes<E> prefixes = new Prefixes<>();
    private final Wildcards<E> wildcards = new Wildcards<>();
    private final ConcurrentSkipListMap<Long, E> ids = new ConcurrentSkipListMap<>();

    public Registry(Uri realm) {
        this.realm = realm;
    }

    /** The entry that was made under this very policy and URI. */
    public @Nullable E find(MatchPolicy match, Uri uri) {
        return switch (match) {
            case EXACT -> exact.get(Key.of(uri.toString()));
            case PREFIX -> prefixes.find(uri);
            case WILDCARD -> wildcards.find(uri);
        };
    }

    /** The entry that has the id. */
    public @Nullable E get(long id) {
        return ids.get(id);
    }

    /**
     * The one entry that a call of the URI goes to: exact, else the longest prefix, else the
     * wildcard pattern that has more before its first wildcard, its second, and so on.
     * Specification: Advanced Profile, "Pattern-based Registrations".
     */
    public @Nullable E best(Uri uri) {
        E found = exact.get(Key.of(uri.toString()));
        if (found == null) {
            found = prefixes.longest(uri);
        }
        return found == null ? wildcards.best(uri) : found;
    }

    /**
     * Hands over each entry that matches the URI: exact, then prefixes from the shortest, then
     * wildcards.
     */
    public void forEachMatch(Uri uri, Consumer<? super E> consumer) {
        E found = exact.get(Key.of(uri.toString()));
        if (found != null) {
            consumer.accept(found);
        }
        prefixes.forEachMatch(uri, consumer);
        wildcards.forEachMatch(uri, consumer);
    }

    /**
     * The entries by ascending id, from that one on. The iterator may be left and used again at any
     * time; it shows what is there all the while, and may or may not show what comes and goes.
     */
    public Iterator<E> from(long id) {
        return ids.tailMap(id).values().iterator();
    }

    public int size() {
        return exact.size() + prefixes.size() + wildcards.size();
    }

    /** Whether an entry may be made under the pattern; those that are there are never refused. */
    public boolean accepts(MatchPolicy match, Uri uri) {
        return match != MatchPolicy.WILDCARD || wildcards.accepts(uri);
    }

    /**
     * Changes the entry of a URI as one step; other changes of it wait.
     *
     * @param change takes the entry, or null if there is none, and a source of its id; yields the
     *     entry to keep, or null to drop it
     */
    public @Nullable E change(
            MatchPolicy match, Uri uri, BiFunction<@Nullable E, IdSource, @Nullable E> change) {
        var source = new IdSource(match, uri);
        return switch (match) {
            case EXACT ->
                    exact.change(Key.of(uri.toString()), entry -> change.apply(entry, source));
            case PREFIX -> prefixes.change(uri, entry -> change.apply(entry, source));
            case WILDCARD -> wildcards.change(uri, entry -> change.apply(entry, source));
        };
    }

    /** Makes the id of a new entry; takes it back when the entry goes. */
    public final class IdSource {
        private final MatchPolicy match;
        private final Uri uri;

        private IdSource(MatchPolicy match, Uri uri) {
            this.match = match;
            this.uri = uri;
        }

        /**
         * Makes an entry with an id of its own. The id follows from realm, policy and URI, so that
         * every node of a cluster finds the same without asking; only when two entries of a realm
         * collide, the later one steps aside.
         */
        public E make(LongFunction<E> factory) {
            long id = hash(realm + " " + match.wireName() + " " + uri);
            E made = factory.apply(id);
            while (ids.putIfAbsent(id, made) != null) {
                id = Ids.next(id);
                made = factory.apply(id);
            }
            return made;
        }

        public void release(long id) {
            ids.remove(id);
        }
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
