package io.patchbay.core.registry;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

/**
 * The components of a URI or of a wildcard pattern.
 *
 * <p>A <em>shape</em> tells how many components there are and which are wildcards: the number in
 * the upper bits, then one bit for each component from the left, set for a wildcard. Of the shapes
 * of patterns that match a URI the lesser one goes before.
 */
final class Components {
    private static final int MOST = 57;

    final String text;
    private final int[] ends;
    private final long[] hashes;

    private Components(String text, int count) {
        this.text = text;
        this.ends = new int[count];
        this.hashes = new long[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int dot = i == count - 1 ? text.length() : text.indexOf('.', start);
            ends[i] = dot;
            hashes[i] = TextHash.with(TextHash.START, text, start, dot);
            start = dot + 1;
        }
    }

    /** Null if there are too many of them for a pattern, and so for a URI that matches one. */
    static @Nullable Components of(Uri uri) {
        String text = uri.toString();
        int count = 1;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (++count > MOST) {
                return null;
            }
        }
        return new Components(text, count);
    }

    /** The shape of a pattern: its empty components are wildcards. */
    long shape() {
        long shape = leastShape();
        for (int i = 0; i < ends.length; i++) {
            if (start(i) == ends[i]) {
                shape |= bit(i);
            }
        }
        return shape;
    }

    /** The shape without wildcards. */
    long leastShape() {
        return (long) ends.length << MOST;
    }

    /** The shape of wildcards only. */
    long mostShape() {
        return leastShape() | ((1L << MOST) - (1L << (MOST - ends.length)));
    }

    private static long bit(int index) {
        return 1L << (MOST - 1 - index);
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1] + 1;
    }

    /** The hash of the pattern of that shape which this matches. */
    int hash(long shape) {
        long hash = shape;
        for (int i = 0; i < hashes.length; i++) {
            if ((shape & bit(i)) == 0) {
                hash = TextHash.with(hash, hashes[i]);
            }
        }
        return TextHash.folded(TextHash.with(hash, TextHash.START));
    }

    /** Whether the pattern is of that shape and has these components where it has no wildcards. */
    boolean match(String pattern, long shape) {
        int at = 0;
        for (int i = 0; i < ends.length; i++) {
            if (i > 0 && (at == pattern.length() || pattern.charAt(at++) != '.')) {
                return false;
            }
            if ((shape & bit(i)) == 0) {
                int length = ends[i] - start(i);
                if (!pattern.regionMatches(at, text, start(i), length)) {
                    return false;
                }
                at += length;
            }
        }
        return at == pattern.length();
    }
}
