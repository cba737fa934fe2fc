package io.patchbay.http;

import io.patchbay.api.http.HttpRoute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The routes and upgrades of one listener. Of several with the same path the first serves, until it
 * leaves. Any thread; lookups see a whole state and do not lock.
 */
final class Mounts {
    private static final String SUBTREE = "/*";

    private volatile List<HttpRoute> routes = List.of();
    private volatile List<HttpUpgrade> upgrades = List.of();

    synchronized void add(HttpRoute route) {
        routes = with(routes, route);
    }

    synchronized void remove(HttpRoute route) {
        routes = without(routes, route);
    }

    synchronized void add(HttpUpgrade upgrade) {
        upgrades = with(upgrades, upgrade);
    }

    synchronized void remove(HttpUpgrade upgrade) {
        upgrades = without(upgrades, upgrade);
    }

    boolean isEmpty() {
        return routes.isEmpty() && upgrades.isEmpty();
    }

    Optional<HttpUpgrade> upgrade(String path) {
        return upgrades.stream().filter(upgrade -> upgrade.path().equals(path)).findFirst();
    }

    /** The exact path wins, then the longest one that takes all below it. */
    Optional<HttpRoute> route(String path) {
        HttpRoute best = null;
        int length = -1;
        for (HttpRoute route : routes) {
            String mounted = route.path();
            if (mounted.equals(path)) {
                return Optional.of(route);
            }
            if (mounted.length() > length && isBelow(path, mounted)) {
                best = route;
                length = mounted.length();
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBelow(String path, String mounted) {
        return mounted.endsWith(SUBTREE)
                && path.startsWith(mounted.substring(0, mounted.length() - 1));
    }

    private static <T> List<T> with(List<T> list, T added) {
        var changed = new ArrayList<>(list);
        changed.add(added);
        return List.copyOf(changed);
    }

    private static <T> List<T> without(List<T> list, T removed) {
        return list.stream().filter(one -> one != removed).toList();
    }
}
