package io.patchbay.core.registry;

import io.patchbay.wamp.Uri;

/** A pattern as the key of a hash table. Its hash is made by {@link TextHash}. */
class Key {
    final Uri uri;

    /** Constant in a table; what looks for patterns changes it from one to the next. */
    int hash;

    Key(Uri uri, int hash) {
        this.uri = uri;
        this.hash = hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && uri.equals(that.uri);
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
