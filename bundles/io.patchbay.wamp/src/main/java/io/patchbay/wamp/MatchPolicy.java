package io.patchbay.wamp;

import java.util.Locale;

/** How a subscribed or registered URI is compared with a concrete one ({@code Options.match}). */
public enum MatchPolicy {
    EXACT,
    PREFIX,
    WILDCARD;

    /** The value as it stands in options. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
