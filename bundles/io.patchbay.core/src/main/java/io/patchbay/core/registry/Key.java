package io.patchbay.core.registry;

/** A pattern as the key of a hash table. Its hash is made by {@link TextHash}. */
class Key {
    final String text;

    /** Constant in a table; what looks for patterns changes it from one to the next. */
    int hash;

    Key(String text, int hash) {
        this.text = text;
        this.hash = hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && text.equals(that.text);
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
