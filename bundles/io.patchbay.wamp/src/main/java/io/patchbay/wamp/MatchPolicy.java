package io.patchbay.wamp;

import java.util.Locale;

/** How a subscribed or registered URI is compared with a concrete one ({@code Options.match}). */
public enum MatchPolicy {
    EXACT {
        @Override
        public boolean matches(Uri pattern, Uri uri) {
            return pattern.equals(uri);
        }
    },
    PREFIX {
        @Override
        public boolean matches(Uri pattern, Uri uri) {
            return uri.startsWith(pattern);
        }
    },
    WILDCARD {
        @Override
        public boolean matches(Uri pattern, Uri uri) {
            return uri.fits(pattern);
        }
    };

    /**
     * The policy that {@code Options.match} asks for; exact when absent.
     *
     * @throws InvalidOption if there is no such policy
     */
    public static MatchPolicy of(Dict options) {
        String match = options.string("match");
        return switch (match) {
            case null -> EXACT;
            case "exact" -> EXACT;
            case "prefix" -> PREFIX;
            case "wildcard" -> WILDCARD;
            default ->
                    throw new InvalidOption(
                            "match", match, "\"exact\", \"prefix\" or \"wildcard\"");
        };
    }

    /** Whether a pattern under this policy matches a concrete URI. */
    public abstract boolean matches(Uri pattern, Uri uri);

    /** The value as it stands in options. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
