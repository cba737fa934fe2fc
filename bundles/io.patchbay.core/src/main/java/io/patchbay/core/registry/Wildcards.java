package io.patchbay.core.registry;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Entries under wildcard patterns. The shape of a pattern is how many components it has and which
 * of them are wildcards: to match a URI takes one look into a hash table for each shape that occurs
 * with as many components, whatever the patterns are. A tree would have to follow up to two
 * branches for each component. The shapes stand in the order of precedence.
 */
final class Wildcards<E> {
    /** Shapes of as many components; what all patterns of up to eight components may have. */
    private static final int MOST_SHAPES = 256;

    private final TextTable<E> entries = new TextTable<>();
    private final Shapes shapes = new Shapes();

    @Nullable E find(Uri pattern) {
        if (shapes.present().length == 0) {
            return null;
        }
        var components = Components.of(pattern);
        return components == null ? null : entries.get(key(components));
    }

    /** The entry of the first shape that has one. */
    @Nullable E best(Uri uri) {
        Look look = look(uri);
        if (look != null) {
            while (look.next()) {
                E entry = entries.get(look);
                if (entry != null) {
                    return entry;
                }
            }
        }
        return null;
    }

    void forEachMatch(Uri uri, Consumer<? super E> consumer) {
        Look look = look(uri);
        if (look != null) {
            while (look.next()) {
                E entry = entries.get(look);
                if (entry != null) {
                    consumer.accept(entry);
                }
            }
        }
    }

    private @Nullable Look look(Uri uri) {
        long[] present = shapes.present();
        if (present.length == 0) {
            return null;
        }
        var components = Components.of(uri);
        return components == null ? null : new Look(components, present);
    }

    boolean accepts(Uri pattern) {
        var components = Components.of(pattern);
        if (components == null) {
            return false;
        }
        long[] present = shapes.present();
        return Arrays.binarySearch(present, components.shape()) >= 0
                || end(present, components) - start(present, components) < MOST_SHAPES;
    }

    @Nullable E change(Uri pattern, UnaryOperator<@Nullable E> change) {
        var components = Components.of(pattern);
        if (components == null) {
            throw new IllegalArgumentException("'" + pattern + "' is not accepted");
        }
        return entries.change(
                key(components),
                before -> {
                    E after = change.apply(before);
                    shapes.changed(components.shape(), before != null, after != null);
                    return after;
                });
    }

    int size() {
        return entries.size();
    }

    private static Key key(Components pattern) {
        return new Key(pattern.text, pattern.hash(pattern.shape()));
    }

    private static int start(long[] present, Components components) {
        return place(present, components.leastShape());
    }

    private static int end(long[] present, Components components) {
        return place(present, components.mostShape() + 1);
    }

    /** The index of the first shape that is not less. */
    private static int place(long[] present, long shape) {
        int found = Arrays.binarySearch(present, shape);
        return found >= 0 ? found : -found - 1;
    }

    /** A URI that looks for the patterns that match it, one shape after another. */
    private static final class Look extends Key {
        private final Components components;
        private final long[] present;
        private final int end;
        private int next;
        private long shape;

        Look(Components components, long[] present) {
            super(components.text, 0);
            this.components = components;
            this.present = present;
            this.next = start(present, components);
            this.end = end(present, components);
        }

        boolean next() {
            if (next == end) {
                return false;
            }
            shape = present[next++];
            hash = components.hash(shape);
            return true;
        }

        @Override
        boolean finds(String pattern) {
            return components.match(pattern, shape);
        }
    }
}
