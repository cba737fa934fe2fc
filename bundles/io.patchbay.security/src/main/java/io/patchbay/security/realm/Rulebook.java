package io.patchbay.security.realm;

import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.key.KeyRing;
import io.patchbay.security.password.PasswordOptions;
import io.patchbay.security.record.Delegation;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.GroupTree;
import io.patchbay.security.record.Inheritable;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.Role;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a realm says, its prototype included, and what follows from that, until something else is
 * said. Any thread.
 */
public final class Rulebook {
    private static final int REMEMBERED = 1000;

    private final RealmState state;
    private final Inheritable settings;
    private final GroupTree groups;
    private final Map<String, List<Grant>> grants = new HashMap<>();
    private final List<SourceRecord> sources = new ArrayList<>();
    private final Map<RoleSet, Permissions> permissions = new ConcurrentHashMap<>();
    private volatile @Nullable KeyRing keys;
    private volatile boolean current = true;

    Rulebook(RealmState state, @Nullable RealmState prototype) {
        this.state = state;
        Inheritable usual = Inheritable.usual(state.realm().uri());
        this.settings =
                state.realm()
                        .inheritable()
                        .or(prototype == null ? usual : prototype.realm().inheritable().or(usual));
        var allGroups = new TreeMap<String, GroupRecord>();
        sources.addAll(state.sources());
        if (prototype != null) {
            inherit(prototype, allGroups);
        }
        allGroups.putAll(state.groups());
        this.groups = new GroupTree(allGroups);
        state.grantsByRole().forEach(this::add);
        sources.sort(Comparator.comparingInt(source -> -source.cidr().bits()));
    }

    private void inherit(RealmState from, Map<String, GroupRecord> allGroups) {
        allGroups.putAll(from.groups());
        from.sources().stream()
                .filter(source -> source.username().equals(Names.ALL))
                .forEach(sources::add);
        from.grantsByRole()
                .forEach(
                        (role, given) -> {
                            if (isInherited(role)) {
                                add(role, given);
                            }
                        });
    }

    /** A group of its own is another one than its prototype's, and users are never inherited. */
    private boolean isInherited(String role) {
        return role.startsWith(Role.GROUP)
                ? !state.groups().containsKey(role.substring(Role.GROUP.length()))
                : !role.startsWith(Role.USER);
    }

    private void add(String role, List<GrantRecord> given) {
        List<Grant> list = grants.computeIfAbsent(role, key -> new ArrayList<>());
        given.forEach(record -> list.add(Grant.of(record)));
    }

    /** The same realm, but nobody may come in or do anything there. */
    Rulebook closed() {
        RealmRecord closed = state.realm().closed();
        return new Rulebook(RealmState.of(closed, List.of(), List.of(), List.of()), null);
    }

    public RealmState state() {
        return state;
    }

    public RealmRules rules() {
        return state.realm().rules();
    }

    /** Read when they are asked for the first time, which most realms never are. */
    KeyRing keys() {
        KeyRing read = keys;
        if (read == null) {
            RealmRecord realm = state.realm();
            read = KeyRing.of(realm.uri(), realm.keys().signing());
            keys = read;
        }
        return read;
    }

    boolean isSecured() {
        return isMaster() || !Boolean.FALSE.equals(settings.secured());
    }

    /** Where nobody is anonymous, and security cannot be disabled. */
    private boolean isMaster() {
        return state.realm().uri().equals(RealmRecord.MASTER);
    }

    /** The realm that keeps the credentials of users who say so; null if there is none. */
    @Nullable Uri ssoRealm() {
        return settings.ssoRealmUri();
    }

    /** What procedures decide for the realm. */
    public Delegation delegation() {
        return state.realm().delegation();
    }

    /** How passwords of its users are kept. */
    public PasswordOptions passwordOptions() {
        return state.realm().passwordOptions(authmethods());
    }

    private List<String> authmethods() {
        return Objects.requireNonNullElse(settings.authmethods(), List.of());
    }

    /** Whether clients may join at all, and by that method. */
    public boolean accepts(String method) {
        return !state.realm().isPrototype()
                && !Boolean.FALSE.equals(settings.allowConnections())
                && authmethods().contains(method)
                && !(isMaster() && method.equals(Names.ANONYMOUS))
                && (isSecured() || method.equals(Names.ANONYMOUS));
    }

    /**
     * What lets a user in from there by that method: of all that do so, the one with the smallest
     * range of addresses. A peer without an IP address is on this machine and counts as loopback.
     *
     * @param username {@code anonymous} for whoever is nobody
     */
    public Optional<SourceRecord> source(
            String method, String username, ConnectionInfo connection) {
        return sources.stream()
                .filter(source -> source.authmethod().equals(method))
                .filter(source -> isFor(source, username))
                .filter(source -> isFrom(source, connection))
                .findFirst();
    }

    /** Whether a user may come from there by any method that the realm accepts. */
    public boolean admits(String username, ConnectionInfo connection) {
        return sources.stream()
                .filter(source -> isFor(source, username) && accepts(source.authmethod()))
                .anyMatch(source -> isFrom(source, connection));
    }

    /** Whether somebody, but for anonymous clients, may come from there by that method. */
    public boolean admitsSomebody(String method, ConnectionInfo connection) {
        return sources.stream()
                .filter(source -> source.authmethod().equals(method))
                .filter(source -> !source.username().equals(Names.ANONYMOUS))
                .anyMatch(source -> isFrom(source, connection));
    }

    private static boolean isFrom(SourceRecord source, ConnectionInfo connection) {
        return source.cidr()
                .contains(connection.address().orElseGet(InetAddress::getLoopbackAddress));
    }

    private static boolean isFor(SourceRecord source, String username) {
        return source.username().equals(username)
                || (source.username().equals(Names.ALL) && !username.equals(Names.ANONYMOUS));
    }

    /** Those that there are of these groups, and all that they are members of. */
    Set<String> groups(Collection<String> names) {
        return groups.of(names);
    }

    /** What is said of a group; null if there is none. */
    @Nullable GroupRecord group(String name) {
        return groups.groups().get(name);
    }

    /** What somebody may do who acts in these groups and is in those. */
    Permissions permissions(String username, Collection<String> acting, Collection<String> member) {
        boolean isNamed = grants.containsKey(Role.user(username));
        return permissions(RoleSet.of(isNamed ? username : "", acting, member));
    }

    Permissions permissions(RoleSet roles) {
        Permissions known = permissions.get(roles);
        if (known != null) {
            return known;
        }
        if (permissions.size() >= REMEMBERED) {
            permissions.clear();
        }
        return permissions.computeIfAbsent(roles, this::compile);
    }

    private Permissions compile(RoleSet roles) {
        if (isMaster() && roles.base().equals(Names.ANONYMOUS)) {
            return Permissions.NONE;
        }
        var given = new ArrayList<>(Grant.OF_EVERYBODY);
        collect(roles.base(), given);
        collect(Role.user(roles.user()), given);
        groups.of(roles.acting()).forEach(name -> collect(Role.group(name), given));
        var others = new ArrayList<Grant>();
        groups.of(roles.member()).forEach(name -> collect(Role.group(name), others));
        others.stream().filter(Grant::denies).forEach(given::add);
        return new Permissions(given);
    }

    private void collect(String role, List<Grant> given) {
        given.addAll(grants.getOrDefault(role, List.of()));
    }

    boolean isCurrent() {
        return current;
    }

    /** Something else is said now. */
    void expire() {
        current = false;
    }
}
