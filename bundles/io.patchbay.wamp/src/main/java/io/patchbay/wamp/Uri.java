package io.patchbay.wamp;

/**
 * A WAMP URI: names a topic, a procedure, an error or a realm. A {@code Uri} holds any text, so
 * that a bad one can be answered with an ERROR; whether it is well-formed is asked by {@link
 * #isValid}. Immutable.
 *
 * <p>Specification: Basic Profile, "URIs".
 */
public final class Uri implements Comparable<Uri> {
    private static final int LOOSE = 1;
    private static final int STRICT = 2;
    private static final int NO_EMPTY_COMPONENT = 4;

    private static final String[] RESERVED = {"wamp", "bondy", "com.bondy", "com.leapsight.bondy"};

    private final String text;
    private final byte traits;

    private Uri(String text) {
        this.text = text;
        this.traits = traits(text);
    }

    public static Uri of(String text) {
        return new Uri(text);
    }

    /** Whether this names one resource under the rule: no component is empty. */
    public boolean isValid(UriRule rule) {
        return isValidPattern(rule) && (traits & NO_EMPTY_COMPONENT) != 0;
    }

    /** Like {@link #isValid}, but components may be empty, as in wildcard and prefix patterns. */
    public boolean isValidPattern(UriRule rule) {
        return (traits & (rule == UriRule.STRICT ? STRICT : LOOSE)) != 0;
    }

    /**
     * Whether this belongs to the protocol itself ({@code wamp}) or to the router's management
     * ({@code bondy}, {@code com.bondy}, {@code com.leapsight.bondy}), so that no application may
     * use it as its own.
     */
    public boolean isReserved() {
        for (String namespace : RESERVED) {
            if (text.startsWith(namespace)
                    && (text.length() == namespace.length()
                            || text.charAt(namespace.length()) == '.')) {
                return true;
            }
        }
        return false;
    }

    public boolean startsWith(Uri prefix) {
        return text.startsWith(prefix.text);
    }

    /** Whether this has the components of the pattern, where those are not empty. */
    boolean fits(Uri pattern) {
        int at = 0;
        int from = 0;
        while (true) {
            int end = end(text, at);
            int patternEnd = end(pattern.text, from);
            int length = patternEnd - from;
            if (length > 0
                    && (length != end - at
                            || !text.regionMatches(at, pattern.text, from, length))) {
                return false;
            }
            if (end == text.length() || patternEnd == pattern.text.length()) {
                return end == text.length() && patternEnd == pattern.text.length();
            }
            at = end + 1;
            from = patternEnd + 1;
        }
    }

    /** Where the component ends that begins there. */
    private static int end(String text, int start) {
        int dot = text.indexOf('.', start);
        return dot < 0 ? text.length() : dot;
    }

    private static byte traits(String text) {
        int traits = LOOSE | STRICT | NO_EMPTY_COMPONENT;
        int componentStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                traits &= i == componentStart ? ~NO_EMPTY_COMPONENT : ~0;
                componentStart = i + 1;
            } else if (!isStrict(c)) {
                traits &= isLoose(c) ? ~STRICT : ~(LOOSE | STRICT);
            }
        }
        return (byte) (componentStart == text.length() ? traits & ~NO_EMPTY_COMPONENT : traits);
    }

    private static boolean isStrict(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean isLoose(char c) {
        return c != '#' && !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }

    /** By the text; hash tables need it where hashes collide. */
    @Override
    public int compareTo(Uri other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Uri that && text.equals(that.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text itself. */
    @Override
    public String toString() {
        return text;
    }
}
