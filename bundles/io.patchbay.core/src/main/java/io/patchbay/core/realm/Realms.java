package io.patchbay.core.realm;

import io.patchbay.wamp.Uri;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The realms of this router. Any thread. */
public final class Realms {
    private final Map<Uri, Realm> realms = new ConcurrentHashMap<>();

    public Optional<Realm> find(Uri uri) {
        return Optional.ofNullable(realms.get(uri));
    }

    public Collection<Realm> all() {
        return realms.values();
    }

    /** Ends all sessions of all realms. */
    public void close() {
        realms.values().forEach(Realm::close);
    }

    /** Makes these the realms: adds, updates, and closes those that are no longer listed. */
    synchronized void apply(Collection<RealmSettings> listed) {
        for (RealmSettings settings : listed) {
            Realm known = realms.putIfAbsent(settings.uri(), new Realm(settings));
            if (known != null) {
                known.update(settings);
            }
        }
        for (Realm realm : realms.values()) {
            if (listed.stream().noneMatch(settings -> settings.uri().equals(realm.uri()))) {
                realms.remove(realm.uri());
                realm.close();
            }
        }
    }
}
