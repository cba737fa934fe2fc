package io.patchbay.security.realm;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.wamp.Uri;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The realms that there are, and who wants to know of them. Any thread. */
public final class Directory implements RealmDirectory {
    private final Map<Uri, Guard> guards = new HashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public synchronized Watch watch(Listener listener) {
        listener.all(List.<RealmGuard>copyOf(guards.values()));
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Makes these the realms: adds, changes, and removes those that are no longer listed. */
    synchronized void apply(Collection<RealmSettings> listed) {
        listed.forEach(this::apply);
        Set<Uri> there = listed.stream().map(RealmSettings::uri).collect(Collectors.toSet());
        for (Guard guard : List.copyOf(guards.values())) {
            if (!there.contains(guard.uri())) {
                guards.remove(guard.uri());
                listeners.forEach(listener -> listener.removed(guard));
            }
        }
    }

    private void apply(RealmSettings settings) {
        Guard known = guards.get(settings.uri());
        if (known == null) {
            Guard fresh = new Guard(settings);
            guards.put(settings.uri(), fresh);
            listeners.forEach(listener -> listener.changed(fresh));
        } else if (known.update(settings)) {
            listeners.forEach(listener -> listener.changed(known));
        }
    }
}
