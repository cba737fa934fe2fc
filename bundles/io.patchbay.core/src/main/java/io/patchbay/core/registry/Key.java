package io.patchbay.core.registry;

/** What is looked for in a {@link TextTable}: here, one text. */
class Key {
    final String text;

    /** Made by {@link TextHash}. What looks for one text after another changes it. */
    int hash;

    Key(String text, int hash) {
        this.text = text;
        this.hash = hash;
    }

    static Key of(String text) {
        return new Key(text, TextHash.folded(TextHash.of(text)));
    }

    /** Whether this is the text that is looked for. Texts of another hash are not asked about. */
    boolean finds(String other) {
        return text.equals(other);
    }
}
