package io.patchbay.security.realm;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.store.Change;
import io.patchbay.api.store.Store;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.Records;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The realms that there are, as the store says at each moment, and who wants to know of them. A
 * realm of which something cannot be read is not there: what is left may allow too much. Users are
 * not held here, there may be millions. Any thread.
 */
public final class Directory implements RealmDirectory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final Set<String> HELD =
            Set.of(RecordId.REALMS, RecordId.GROUPS, RecordId.SOURCES, RecordId.GRANTS);

    private final Records records;
    private final Logins logins;
    private final Arbiter arbiter;
    private final Store.Listening listening;
    private final Map<Uri, RealmContents> contents = new HashMap<>();
    private final Map<Uri, RealmState> states = new HashMap<>();
    private final Map<Uri, Guard> guards = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<UserListener> userListeners = new CopyOnWriteArrayList<>();

    /** Is told of changed users, by one thread at a time; must not block. */
    @FunctionalInterface
    public interface UserListener {
        /**
         * Something is other than it was about a user, or it is gone.
         *
         * @param realm where it is kept, which may be the SSO realm of the guarded one
         */
        void changed(Guard guard, Uri realm, String username);
    }

    /**
     * Reads what there is.
     *
     * @param arbiter asks the procedures that realms leave decisions to
     */
    public Directory(Records records, Logins logins, Arbiter arbiter) {
        this.records = records;
        this.logins = logins;
        this.arbiter = arbiter;
        synchronized (this) {
            // Changes wait until all is read; what was read already is then read once more.
            this.listening = records.listen(this::committed);
            HELD.forEach(this::load);
            refresh(new LinkedHashSet<>(contents.keySet()));
        }
    }

    private void load(String map) {
        records.forEach(map, "", (id, value) -> contents(id.realm()).apply(id.put(value)));
        for (RecordId id : records.damaged(map)) {
            LOG.error("{} is damaged", id);
            contents(id.realm()).lose(id);
        }
    }

    private RealmContents contents(Uri realm) {
        return contents.computeIfAbsent(realm, key -> new RealmContents());
    }

    @Override
    public synchronized Watch watch(Listener listener) {
        listener.all(List.<RealmGuard>copyOf(guards.values()));
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells of each user that is changed from now on, by whatever way. */
    public void listen(UserListener listener) {
        userListeners.add(listener);
    }

    /** The guard of a realm, if there is one. */
    public Optional<Guard> guard(Uri realm) {
        return Optional.ofNullable(guards.get(realm));
    }

    public Collection<Guard> guards() {
        return guards.values();
    }

    private synchronized void committed(List<Change> changes) {
        var touched = new LinkedHashSet<Uri>();
        for (Change change : changes) {
            RecordId id = RecordId.of(change);
            if (HELD.contains(change.map())) {
                contents(id.realm()).apply(change);
                touched.add(id.realm());
            }
        }
        refresh(touched);
        for (Change change : changes) {
            if (change.map().equals(RecordId.USERS)) {
                userChanged(RecordId.of(change));
            }
        }
    }

    private void userChanged(RecordId user) {
        for (Guard guard : guards.values()) {
            if (guard.has(user.realm())) {
                guard.userChanged(user.name());
                userListeners.forEach(
                        listener -> listener.changed(guard, user.realm(), user.name()));
            }
        }
    }

    private void refresh(Set<Uri> touched) {
        touched.forEach(this::read);
        var concerned = new LinkedHashSet<Uri>(touched);
        states.values().stream()
                .filter(state -> touched.contains(state.realm().prototypeUri()))
                .forEach(state -> concerned.add(state.realm().uri()));
        concerned.forEach(this::decide);
    }

    private void read(Uri realm) {
        RealmContents said = contents(realm);
        RealmState state = said.state();
        if (state == null) {
            states.remove(realm);
        } else {
            states.put(realm, state);
        }
        if (!said.unreadable().isEmpty()) {
            LOG.error("Realm {} is closed, as some of its records cannot be read", realm);
        }
        if (said.isEmpty()) {
            contents.remove(realm);
        }
    }

    private void decide(Uri realm) {
        RealmState state = states.get(realm);
        Uri prototypeUri = state == null ? null : state.realm().prototypeUri();
        RealmState prototype = prototypeUri == null ? null : states.get(prototypeUri);
        if (state == null || (prototypeUri != null && prototype == null)) {
            close(realm);
        } else {
            open(state, prototype);
        }
    }

    private void close(Uri realm) {
        Guard gone = guards.remove(realm);
        if (gone != null) {
            gone.close();
            listeners.forEach(listener -> listener.removed(gone));
        }
    }

    private void open(RealmState state, @Nullable RealmState prototype) {
        Guard known = guards.get(state.realm().uri());
        if (known == null) {
            Guard fresh = new Guard(state, prototype, records, logins, arbiter);
            guards.put(fresh.uri(), fresh);
            listeners.forEach(listener -> listener.changed(fresh));
        } else {
            known.update(state, prototype);
            listeners.forEach(listener -> listener.changed(known));
        }
    }

    /** A user who may come in; an alias is resolved. */
    public Optional<Account> enabled(Uri realm, String username) {
        return guard(realm).flatMap(guard -> guard.account(username)).filter(Account::isEnabled);
    }

    @Override
    public void close() {
        listening.close();
    }
}
