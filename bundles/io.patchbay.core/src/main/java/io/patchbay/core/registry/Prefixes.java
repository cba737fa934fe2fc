package io.patchbay.core.registry;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Entries under prefixes, which are pieces of text and need not end with a component. The shape of
 * a prefix is its length: to match a URI takes one look into a hash table for each length that
 * occurs and that the URI has, so its cost is bounded by the length of the URI, whatever the
 * patterns are.
 */
final class Prefixes<E> {
    private final ConcurrentHashMap<Key, E> entries = new ConcurrentHashMap<>();
    private final Shapes lengths = new Shapes();

    @Nullable E find(Uri prefix) {
        return entries.get(key(prefix));
    }

    @Nullable E longest(Uri uri) {
        long[] present = lengths.present();
        E longest = null;
        if (present.length > 0) {
            var cut = new Cut(uri);
            for (int i = 0; i < present.length && cut.reaches(present[i]); i++) {
                E entry = entries.get(cut);
                longest = entry == null ? longest : entry;
            }
        }
        return longest;
    }

    void forEachMatch(Uri uri, Consumer<? super E> consumer) {
        long[] present = lengths.present();
        if (present.length > 0) {
            var cut = new Cut(uri);
            for (int i = 0; i < present.length && cut.reaches(present[i]); i++) {
                E entry = entries.get(cut);
                if (entry != null) {
                    consumer.accept(entry);
                }
            }
        }
    }

    @Nullable E change(Uri prefix, UnaryOperator<@Nullable E> change) {
        long length = prefix.toString().length();
        return entries.compute(
                key(prefix),
                (key, before) -> {
                    E after = change.apply(before);
                    lengths.changed(length, before != null, after != null);
                    return after;
                });
    }

    int size() {
        return entries.size();
    }

    private static Key key(Uri prefix) {
        String text = prefix.toString();
        return new Key(
                text, TextHash.folded(TextHash.with(TextHash.START, text, 0, text.length())));
    }

    /** The first so many characters of a URI; equals the prefix that consists of them. */
    private static final class Cut extends Key {
        private int length;
        private long textHash = TextHash.START;

        Cut(Uri uri) {
            super(uri.toString(), 0);
        }

        /** Grows to that length, unless the URI is too short. */
        boolean reaches(long wanted) {
            if (wanted > text.length()) {
                return false;
            }
            textHash = TextHash.with(textHash, text, length, (int) wanted);
            length = (int) wanted;
            hash = TextHash.folded(textHash);
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && that.text.length() == length
                    && text.startsWith(that.text);
        }
    }
}
