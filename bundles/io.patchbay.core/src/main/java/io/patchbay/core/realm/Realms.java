package io.patchbay.core.realm;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.session.LocalSessions.RealmListener;
import io.patchbay.api.session.LocalSessions.Watch;
import io.patchbay.wamp.Uri;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The realms of this router. Any thread. */
public final class Realms {
    private final Map<Uri, Realm> realms = new ConcurrentHashMap<>();
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final List<RealmListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean known;

    /** The realm of that name, which is the same in lower and upper case. */
    public Optional<Realm> find(Uri uri) {
        Realm found = realms.get(uri);
        return Optional.ofNullable(found == null ? realms.get(lowerCase(uri)) : found);
    }

    private static Uri lowerCase(Uri uri) {
        return Uri.of(uri.toString().toLowerCase(Locale.ROOT));
    }

    public Collection<Realm> all() {
        return realms.values();
    }

    /** Ends all sessions of all realms. */
    public void close() {
        realms.values().forEach(Realm::close);
    }

    /** Tells the listener at once of all realms, and then of each that comes or goes. */
    public synchronized Watch watch(RealmListener listener) {
        realms.keySet().forEach(listener::opened);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private synchronized void follow(RealmGuard guard) {
        Realm before = realms.get(guard.uri());
        if (before == null) {
            realms.put(guard.uri(), new Realm(guard));
            listeners.forEach(listener -> listener.opened(guard.uri()));
        } else {
            before.update(guard);
        }
    }

    private synchronized void drop(RealmGuard guard) {
        Realm gone = realms.remove(guard.uri());
        if (gone != null) {
            gone.close();
            listeners.forEach(listener -> listener.closed(guard.uri()));
        }
    }

    /** What the directory tells takes effect at once, on those who are in the realms as well. */
    public RealmDirectory.Listener followingDirectory() {
        return new RealmDirectory.Listener() {
            @Override
            public void all(Collection<RealmGuard> guards) {
                guards.forEach(this::changed);
                Set<Uri> there = guards.stream().map(RealmGuard::uri).collect(Collectors.toSet());
                realms.values().stream()
                        .filter(realm -> !there.contains(realm.uri()))
                        .forEach(realm -> removed(realm.guard()));
                known = true;
                tellWaiting();
            }

            @Override
            public void changed(RealmGuard guard) {
                follow(guard);
            }

            @Override
            public void removed(RealmGuard guard) {
                drop(guard);
            }
        };
    }

    /** Whether a directory has told which realms there are. */
    public boolean areKnown() {
        return known;
    }

    /**
     * Runs a task once a directory has told which realms there are. That may be at once, and on
     * another thread.
     */
    public void whenKnown(Runnable task) {
        waiting.add(task);
        if (known) {
            tellWaiting();
        }
    }

    /** Forgets a task that has not run. */
    public void forget(Runnable task) {
        waiting.remove(task);
    }

    private void tellWaiting() {
        for (Runnable task : waiting) {
            if (waiting.remove(task)) {
                task.run();
            }
        }
    }
}
