package io.patchbay.transport.websocket;

import io.patchbay.api.config.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The web pages that may connect, by the origin that browsers tell. It protects users of browsers,
 * whom a page could make connect without knowing; other clients tell no origin, or any. Immutable.
 */
final class Origins {
    private static final String ANY = "*";
    private static final String LOOPBACK = "loopback";
    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile(
                    "[a-z][a-z0-9+.-]*://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ACCEPTABLE =
            Pattern.compile("null|[a-z*][a-z0-9+.*-]*://[^/@\\s]+", Pattern.CASE_INSENSITIVE);

    private final List<String> words;
    private final Predicate<String> rule;

    private Origins(List<String> words) {
        this.words = words;
        var rules = new ArrayList<Predicate<String>>();
        words.forEach(word -> rules.add(rule(word)));
        this.rule = rules.stream().reduce(origin -> false, Predicate::or);
    }

    static Origins of(Settings settings, String key) {
        List<String> words = settings.list(key);
        for (String word : words) {
            boolean known = word.equals(ANY) || word.equals(LOOPBACK);
            if (!known && !ACCEPTABLE.matcher(word).matches()) {
                throw settings.invalid(
                        key,
                        "*, loopback, null or origins like https://example.com and"
                                + " https://*.example.com, separated by commas");
            }
        }
        return new Origins(words);
    }

    boolean allow(String origin) {
        return rule.test(origin);
    }

    private static Predicate<String> rule(String word) {
        return switch (word) {
            case ANY -> origin -> true;
            case LOOPBACK -> LOOPBACK_ORIGIN.asMatchPredicate();
            default -> glob(word).asMatchPredicate();
        };
    }

    /** An asterisk stands for anything within scheme, host or port. */
    private static Pattern glob(String word) {
        String regex = Pattern.quote(word).replace("*", "\\E[^/@]*\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origins that && words.equals(that.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }
}
