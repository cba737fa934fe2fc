package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Rights;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What one role of a realm may do, compiled from its grants. Any thread. */
final class Permissions implements Rights {
    private static final int REMEMBERED = 4096;
    private static final int LONGEST = 256;

    private final BooleanSupplier current;
    private final List<Grant> grants;
    private final int everywhere;
    private final Map<Uri, Integer> remembered = new ConcurrentHashMap<>();

    /**
     * @param current whether the grants are in force
     * @param grants those of the role
     */
    Permissions(BooleanSupplier current, List<Grant> grants) {
        this.current = current;
        this.grants = grants;
        this.everywhere =
                grants.stream()
                        .filter(grant -> grant.match() == MatchPolicy.PREFIX)
                        .filter(grant -> grant.uri().toString().isEmpty())
                        .mapToInt(Grant::actions)
                        .reduce(0, (one, other) -> one | other);
    }

    boolean allow(Action action, Uri uri) {
        int bit = 1 << action.ordinal();
        return (everywhere & bit) != 0 || (on(uri) & bit) != 0;
    }

    @Override
    public boolean areCurrent() {
        return current.getAsBoolean();
    }

    @Override
    public boolean allow(Action action, Uri uri, MatchPolicy match) {
        if (match == MatchPolicy.EXACT) {
            return allow(action, uri);
        }
        int bit = 1 << action.ordinal();
        return (everywhere & bit) != 0
                || grants.stream()
                        .anyMatch(
                                grant -> (grant.actions() & bit) != 0 && grant.covers(uri, match));
    }

    private int on(Uri uri) {
        Integer known = remembered.get(uri);
        if (known != null) {
            return known;
        }
        int actions =
                grants.stream()
                        .filter(grant -> grant.covers(uri))
                        .mapToInt(Grant::actions)
                        .reduce(0, (one, other) -> one | other);
        if (uri.toString().length() <= LONGEST) {
            remember(uri, actions);
        }
        return actions;
    }

    /** Clients choose the URIs: neither how many nor how long they are may matter. */
    private void remember(Uri uri, int actions) {
        if (remembered.size() >= REMEMBERED) {
            remembered.clear();
        }
        remembered.put(uri, actions);
    }

    /** How many URIs are remembered. */
    int remembered() {
        return remembered.size();
    }
}
