package io.patchbay.security.realm;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.security.record.NewUser;
import io.patchbay.security.record.PasswordKeeper;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RealmTree;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The realms that there are, and who wants to know of them. Any thread. */
public final class Directory implements RealmDirectory, Users {
    private final Map<Uri, Guard> guards = new HashMap<>();
    private final Map<Uri, RealmState> states = new HashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final PasswordKeeper passwords;
    private final Logins logins;
    private volatile Map<Uri, Map<String, UserRecord>> users = Map.of();

    public Directory(PasswordKeeper passwords, Logins logins) {
        this.passwords = passwords;
        this.logins = logins;
    }

    @Override
    public synchronized Watch watch(Listener listener) {
        listener.all(List.<RealmGuard>copyOf(guards.values()));
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Makes these the realms: adds, changes, and removes those that are no longer listed. */
    public synchronized void apply(Collection<RealmTree> listed) {
        Map<Uri, Map<String, UserRecord>> before = users;
        users =
                listed.stream()
                        .collect(
                                Collectors.toMap(
                                        tree -> tree.realm().uri(),
                                        tree -> users(tree.realm(), tree.users())));
        states.clear();
        for (RealmTree tree : listed) {
            states.put(
                    tree.realm().uri(),
                    RealmState.of(tree.realm(), tree.groups(), tree.sources(), tree.grants()));
        }
        states.values().forEach(this::apply);
        before.forEach(this::expire);
        for (Guard guard : List.copyOf(guards.values())) {
            if (!states.containsKey(guard.uri())) {
                guards.remove(guard.uri());
                listeners.forEach(listener -> listener.removed(guard));
            }
        }
    }

    private Map<String, UserRecord> users(RealmRecord realm, List<NewUser> listed) {
        return listed.stream()
                .map(user -> kept(realm, user))
                .collect(Collectors.toMap(UserRecord::username, Function.identity()));
    }

    private UserRecord kept(RealmRecord realm, NewUser user) {
        String password = user.password();
        return password == null
                ? user.user()
                : user.user()
                        .withPassword(
                                passwords.keep(user.user().username(), password, realm, Map.of()));
    }

    private void expire(Uri realm, Map<String, UserRecord> before) {
        Map<String, UserRecord> now = users.getOrDefault(realm, Map.of());
        before.forEach(
                (name, user) -> {
                    if (!user.equals(now.get(name))) {
                        guards.values().stream()
                                .filter(guard -> guard.has(realm))
                                .forEach(guard -> guard.userChanged(name));
                    }
                });
    }

    private void apply(RealmState state) {
        Uri uri = state.realm().uri();
        Uri prototypeUri = state.realm().prototypeUri();
        @Nullable RealmState prototype = prototypeUri == null ? null : states.get(prototypeUri);
        Guard known = guards.get(uri);
        if (known == null) {
            Guard fresh = new Guard(state, prototype, this, logins);
            guards.put(uri, fresh);
            listeners.forEach(listener -> listener.changed(fresh));
        } else if (known.update(state, prototype)) {
            listeners.forEach(listener -> listener.changed(known));
        }
    }

    @Override
    public Optional<UserRecord> find(Uri realm, String username) {
        return Optional.ofNullable(users.getOrDefault(realm, Map.of()).get(username));
    }

    @Override
    public Optional<String> alias(Uri realm, String alias) {
        return users.getOrDefault(realm, Map.of()).values().stream()
                .filter(user -> user.aliases().contains(alias))
                .map(UserRecord::username)
                .findFirst();
    }
}
