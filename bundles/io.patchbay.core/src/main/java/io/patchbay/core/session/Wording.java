package io.patchbay.core.session;

/** What an ABORT or ERROR says in words: short, however long what it quotes is. */
public final class Wording {
    private static final int LONGEST = 100;

    private Wording() {}

    public static String of(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
