package io.patchbay.security.realm;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the actions that all grants on a URI allow, at a price that does not grow with their
 * number. What is denied is not allowed, whatever else says so. Immutable.
 */
final class GrantIndex {
    /** Actions that are allowed are the low half of an effect, those that are denied the high. */
    private static final int DENIED = 16;

    private static final int ALLOWED = (1 << DENIED) - 1;

    private final Map<Uri, Integer> exact = new HashMap<>();
    private final String[] prefixes;
    private final int[] prefixEffects;
    private final int[] shorter;
    private final @Nullable Node wildcards;

    GrantIndex(List<Grant> grants) {
        var byPrefix = new TreeMap<String, Integer>();
        Node root = null;
        for (Grant grant : grants) {
            int effect = grant.denies() ? grant.actions() << DENIED : grant.actions();
            switch (grant.match()) {
                case EXACT -> exact.merge(grant.uri(), effect, GrantIndex::both);
                case PREFIX -> byPrefix.merge(grant.uri().toString(), effect, GrantIndex::both);
                case WILDCARD -> {
                    root = root == null ? new Node() : root;
                    root.add(grant.uri().toString().split("\\.", -1), effect);
                }
            }
        }
        wildcards = root;
        prefixes = byPrefix.keySet().toArray(String[]::new);
        prefixEffects = byPrefix.values().stream().mapToInt(Integer::intValue).toArray();
        shorter = new int[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            shorter[i] = longest(prefixes[i], i - 1);
            prefixEffects[i] |= shorter[i] < 0 ? 0 : prefixEffects[shorter[i]];
        }
    }

    private static int both(int one, int other) {
        return one | other;
    }

    /** Bits of {@link io.patchbay.api.access.Action#ordinal}. */
    int on(Uri uri) {
        int effects = exact.getOrDefault(uri, 0);
        String text = uri.toString();
        if (prefixes.length > 0) {
            int found = Arrays.binarySearch(prefixes, text);
            int longest = found >= 0 ? found : longest(text, -found - 2);
            effects |= longest < 0 ? 0 : prefixEffects[longest];
        }
        if (wildcards != null) {
            effects |= wildcards.on(text, 0);
        }
        return effects & ~(effects >>> DENIED) & ALLOWED;
    }

    /**
     * The longest prefix of the text that there is up to that place, which is the last one that
     * does not come after the text: all between the two begin with it.
     */
    private int longest(String text, int from) {
        int at = from;
        while (at >= 0 && !text.startsWith(prefixes[at])) {
            at = shorter[at];
        }
        return at;
    }

    /** A component of wildcard patterns, and what may follow. */
    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private @Nullable Node any;
        private int effects;

        void add(String[] components, int effect) {
            Node node = this;
            for (String component : components) {
                node = component.isEmpty() ? node.wildcard() : node.next(component);
            }
            node.effects |= effect;
        }

        private Node wildcard() {
            Node there = any;
            if (there == null) {
                there = new Node();
                any = there;
            }
            return there;
        }

        private Node next(String component) {
            return next.computeIfAbsent(component, key -> new Node());
        }

        /** The effects on a URI of which so much has been looked at. */
        int on(String uri, int from) {
            int dot = uri.indexOf('.', from);
            int end = dot < 0 ? uri.length() : dot;
            Node exact = next.isEmpty() ? null : next.get(uri.substring(from, end));
            return then(exact, uri, dot) | then(any, uri, dot);
        }

        private static int then(@Nullable Node node, String uri, int dot) {
            if (node == null) {
                return 0;
            }
            return dot < 0 ? node.effects : node.on(uri, dot + 1);
        }
    }
}
