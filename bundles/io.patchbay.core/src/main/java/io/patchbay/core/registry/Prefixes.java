package io.patchbay.core.registry;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Entries under prefixes, which are pieces of text and need not end with a component. The shape of
 * a prefix is its length: to match a URI takes one look into a hash table for each length that
 * occurs and that the URI has, so its cost is bounded by the length of the URI, whatever the
 * patterns are.
 */
final class Prefixes<E> {
    private final TextTable<E> entries = new TextTable<>();
    private final Shapes lengths = new Shapes();

    @Nullable E find(Uri prefix) {
        return entries.get(Key.of(prefix.toString()));
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
        return entries.change(
                Key.of(prefix.toString()),
                before -> {
                    E after = change.apply(before);
                    lengths.changed(length, before != null, after != null);
                    return after;
                });
    }

    int size() {
        return entries.size();
    }

    /** The first so many characters of a URI. */
    private static final class Cut extends Key {
        private int length;
        private int hashed;
        private long textHash = TextHash.START;

        Cut(Uri uri) {
            super(uri.toString(), 0);
        }

        /** Grows to that length, unless the URI is too short. */
        boolean reaches(long wanted) {
            if (wanted > text.length()) {
                return false;
            }
            length = (int) wanted;
            int steps = length - length % TextHash.STEP;
            textHash = TextHash.with(textHash, text, hashed, steps);
            hashed = steps;
            hash = TextHash.folded(TextHash.with(textHash, text, steps, length));
            return true;
        }

        @Override
        boolean finds(String prefix) {
            return prefix.length() == length && text.startsWith(prefix);
        }
    }
}
