package io.patchbay.security.record;

import io.patchbay.security.key.SigningKey;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads realms with all that is in them. They are held against each other and against what is known
 * already, which they override. For one thread.
 */
public final class RealmReader {
    private static final Set<String> CONTENTS = Set.of("users", "groups", "sources", "grants");
    private static final Set<String> NAMES =
            Stream.concat(RealmRecord.names().stream(), CONTENTS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private final Known known;
    private final Consumer<JsonCursor> stranger;
    private final Map<Uri, JsonCursor> cursors = new LinkedHashMap<>();
    private final Map<Uri, RealmRecord> realms = new HashMap<>();
    private final Map<Uri, Map<String, GroupRecord>> groups = new HashMap<>();
    private final Map<Uri, UserList> users = new HashMap<>();

    /**
     * @param stranger is told of each member that nobody knows
     */
    public RealmReader(Known known, Consumer<JsonCursor> stranger) {
        this.known = known;
        this.stranger = stranger;
    }

    /** Those that others refer to come before those. */
    public List<RealmTree> read(List<JsonCursor> items) throws InvalidRecord {
        for (JsonCursor item : items) {
            readRealm(item);
        }
        for (Map.Entry<Uri, JsonCursor> entry : cursors.entrySet()) {
            checkLinks(entry.getValue(), get(realms, entry.getKey()));
            readGroups(entry.getKey(), entry.getValue().get("groups"));
        }
        var trees = new ArrayList<RealmTree>();
        for (Map.Entry<Uri, JsonCursor> entry : cursors.entrySet()) {
            checkParents(entry.getKey(), entry.getValue().get("groups"));
            readUsers(entry.getKey(), entry.getValue().get("users"));
            trees.add(tree(entry.getKey(), entry.getValue()));
        }
        trees.sort((one, other) -> Boolean.compare(refers(one.realm()), refers(other.realm())));
        return trees;
    }

    private static boolean refers(RealmRecord realm) {
        return !realm.isPrototype() && !realm.isSso();
    }

    private static <V> V get(Map<Uri, V> map, Uri realm) {
        V value = map.get(realm);
        if (value == null) {
            throw new IllegalStateException(realm.toString()); // it was put there before
        }
        return value;
    }

    private void report(JsonCursor object, Set<String> names) throws InvalidRecord {
        object.others(names).forEach(stranger);
    }

    private void readRealm(JsonCursor item) throws InvalidRecord {
        RealmRecord realm = RealmRecord.read(item);
        if (realm.uri().equals(RealmRecord.MASTER)
                && Boolean.FALSE.equals(realm.inheritable().secured())) {
            throw item.get("security_enabled").bad("true, as this is the master realm");
        }
        checkKeys(item.get("private_keys"));
        if (cursors.putIfAbsent(realm.uri(), item) != null) {
            throw item.get("uri").bad("a realm that is not there twice");
        }
        report(item, NAMES);
        realms.put(realm.uri(), realm);
    }

    private static void checkKeys(JsonCursor list) throws InvalidRecord {
        for (JsonCursor item : list.optionalItems("an array of keys in PEM")) {
            try {
                SigningKey.of(item.text());
            } catch (InvalidKeyException e) {
                throw item.badSecret("a private key of the curve P-256 in PEM");
            }
        }
    }

    private Optional<RealmRecord> realm(Uri uri) {
        RealmRecord said = realms.get(uri);
        return said == null ? known.realm(uri) : Optional.of(said);
    }

    private void checkLinks(JsonCursor item, RealmRecord realm) throws InvalidRecord {
        checkPrototype(item.get("prototype_uri"), realm);
        checkSso(item.get("sso_realm_uri"), realm);
        Optional<RealmRecord> before = known.realm(realm.uri());
        if (before.isPresent()) {
            checkChange(item, before.get(), realm);
        }
    }

    private void checkPrototype(JsonCursor cursor, RealmRecord realm) throws InvalidRecord {
        Uri uri = realm.prototypeUri();
        if (uri == null) {
            return;
        }
        Optional<RealmRecord> prototype = realm(uri);
        if (!prototype.map(RealmRecord::isPrototype).orElse(false)) {
            throw cursor.bad("a realm that is a prototype");
        }
        if (realm.isSso() && prototype.get().inheritable().ssoRealmUri() != null) {
            throw cursor.bad("a prototype without sso_realm_uri, as this is an SSO realm itself");
        }
    }

    private void checkSso(JsonCursor cursor, RealmRecord realm) throws InvalidRecord {
        Uri sso = realm.inheritable().ssoRealmUri();
        if (sso != null && !realm(sso).map(RealmRecord::isSso).orElse(false)) {
            throw cursor.bad("a realm that is an SSO realm");
        }
    }

    private static void checkChange(JsonCursor item, RealmRecord before, RealmRecord realm)
            throws InvalidRecord {
        if (before.isPrototype() && !realm.isPrototype()) {
            throw item.get("is_prototype").bad("true, as the realm is a prototype for good");
        }
        if (before.isSso() && !realm.isSso()) {
            throw item.get("is_sso_realm").bad("true, as the realm is an SSO realm for good");
        }
        Uri prototype = before.prototypeUri();
        if (prototype != null && !Objects.equals(prototype, realm.prototypeUri())) {
            throw item.get("prototype_uri").bad("\"" + prototype + "\", which it is for good");
        }
    }

    private void readGroups(Uri realm, JsonCursor list) throws InvalidRecord {
        Map<String, GroupRecord> read = new LinkedHashMap<>();
        for (JsonCursor item : list.optionalItems("an array of groups")) {
            GroupRecord group = GroupRecord.read(item);
            if (read.putIfAbsent(group.name(), group) != null) {
                throw item.get("name").bad("a group that is not there twice");
            }
            report(item, GroupRecord.names());
        }
        groups.put(realm, read);
    }

    /** The groups that there are in a realm, its prototype's included. */
    private Map<String, GroupRecord> allGroups(Uri realm) {
        Uri prototype = realm(realm).map(RealmRecord::prototypeUri).orElse(null);
        var all = new TreeMap<String, GroupRecord>();
        if (prototype != null) {
            all.putAll(known.groups(prototype));
            all.putAll(groups.getOrDefault(prototype, Map.of()));
        }
        all.putAll(known.groups(realm));
        all.putAll(groups.getOrDefault(realm, Map.of()));
        return all;
    }

    private void checkParents(Uri realm, JsonCursor list) throws InvalidRecord {
        Map<String, GroupRecord> all = allGroups(realm);
        for (JsonCursor item : list.optionalItems("an array of groups")) {
            checkParents(item, all);
        }
    }

    private static void checkParents(JsonCursor item, Map<String, GroupRecord> all)
            throws InvalidRecord {
        checkGroups(item.get("groups"), all);
        String name = Names.group(item.get("name"));
        if (new GroupTree(all).of(parents(all, name)).contains(name)) {
            throw item.get("groups").bad("groups that \"" + name + "\" is not among, itself");
        }
    }

    /** One group of a realm that there is. */
    public GroupRecord group(RealmRecord realm, JsonCursor item) throws InvalidRecord {
        GroupRecord group = GroupRecord.read(item);
        report(item, GroupRecord.names());
        realms.put(realm.uri(), realm);
        groups.put(realm.uri(), Map.of(group.name(), group));
        checkParents(item, allGroups(realm.uri()));
        return group;
    }

    /** One user of a realm that there is. */
    public NewUser user(RealmRecord realm, JsonCursor item) throws InvalidRecord {
        realms.put(realm.uri(), realm);
        var read = new UserList(realm.uri());
        report(item, UserRecord.names());
        checkGroups(item.get("groups"), allGroups(realm.uri()));
        NewUser user = read.add(item);
        read.checkAliases(item);
        return user;
    }

    /** A source, for each of some users, of a realm that there is. */
    public List<SourceRecord> sources(RealmRecord realm, JsonCursor item) throws InvalidRecord {
        return source(realm.uri(), item);
    }

    /** A grant, for each of some roles, of a realm that there is. */
    public List<GrantRecord> grants(RealmRecord realm, JsonCursor item) throws InvalidRecord {
        realms.put(realm.uri(), realm);
        return GrantRecord.joined(grant(realm.uri(), item, allGroups(realm.uri())));
    }

    private static List<String> parents(Map<String, GroupRecord> all, String name) {
        GroupRecord group = all.get(name);
        return group == null ? List.of() : group.groups();
    }

    private static void checkGroups(JsonCursor list, Map<String, GroupRecord> all)
            throws InvalidRecord {
        for (JsonCursor item : list.optionalItems("an array of names of groups")) {
            if (!all.containsKey(Names.group(item))) {
                throw item.bad("a group of this realm", InvalidRecord.Reason.NO_SUCH_GROUP);
            }
        }
    }

    private void readUsers(Uri realm, JsonCursor list) throws InvalidRecord {
        var read = new UserList(realm);
        Map<String, GroupRecord> all = allGroups(realm);
        for (JsonCursor item : list.optionalItems("an array of users")) {
            report(item, UserRecord.names());
            checkGroups(item.get("groups"), all);
            read.add(item);
        }
        users.put(realm, read);
        for (JsonCursor item : list.optionalItems("an array of users")) {
            read.checkAliases(item);
        }
    }

    /** The users of a realm that are being read. */
    private final class UserList {
        final Uri realm;
        final Map<String, NewUser> byName = new LinkedHashMap<>();
        final Map<String, String> aliases = new HashMap<>();

        UserList(Uri realm) {
            this.realm = realm;
        }

        NewUser add(JsonCursor item) throws InvalidRecord {
            NewUser user = NewUser.read(item);
            String name = user.user().username();
            if (byName.putIfAbsent(name, user) != null) {
                throw item.get("username").bad("a user that is not there twice");
            }
            checkSso(item.get("sso_realm_uri"), user.user().ssoRealmUri());
            return user;
        }

        private void checkSso(JsonCursor cursor, @Nullable Uri sso) throws InvalidRecord {
            Uri expected = ssoOf(realm);
            if (sso != null && !Objects.equals(sso, expected)) {
                throw cursor.bad(
                        expected == null
                                ? "nothing, as the realm has none"
                                : "\"" + expected + "\", as the realm has it");
            }
        }

        /** An alias is one user's, and nobody's name. */
        void checkAliases(JsonCursor item) throws InvalidRecord {
            String username = Names.user(item.get("username"));
            String owner = known.alias(realm, username).orElse(username);
            if (!owner.equals(username) && !byName.containsKey(owner)) {
                throw item.get("username")
                        .bad(
                                "a name that is not an alias of another user",
                                InvalidRecord.Reason.EXISTS);
            }
            for (JsonCursor alias : item.get("aliases").optionalItems("an array of aliases")) {
                checkAlias(alias, username);
            }
        }

        private void checkAlias(JsonCursor cursor, String username) throws InvalidRecord {
            String alias = Names.user(cursor);
            String other = aliases.putIfAbsent(alias, username);
            String before = known.alias(realm, alias).orElse(username);
            boolean isTaken = !before.equals(username) && !byName.containsKey(before);
            if (other != null || isTaken || hasUser(realm, alias)) {
                throw cursor.bad("a name that no other user has", InvalidRecord.Reason.EXISTS);
            }
        }
    }

    private @Nullable Uri ssoOf(Uri uri) {
        RealmRecord realm = get(realms, uri);
        Uri own = realm.inheritable().ssoRealmUri();
        Uri prototypeUri = realm.prototypeUri();
        return own != null || prototypeUri == null
                ? own
                : realm(prototypeUri)
                        .map(prototype -> prototype.inheritable().ssoRealmUri())
                        .orElse(null);
    }

    private boolean hasUser(Uri realm, String name) {
        UserList read = users.get(realm);
        return (read != null && read.byName.containsKey(name)) || known.hasUser(realm, name);
    }

    private RealmTree tree(Uri uri, JsonCursor item) throws InvalidRecord {
        return new RealmTree(
                get(realms, uri),
                List.copyOf(get(groups, uri).values()),
                List.copyOf(get(users, uri).byName.values()),
                sources(uri, item.get("sources")),
                grants(uri, item.get("grants")));
    }

    private List<SourceRecord> sources(Uri realm, JsonCursor list) throws InvalidRecord {
        var sources = new ArrayList<SourceRecord>();
        for (JsonCursor item : list.optionalItems("an array of sources")) {
            sources.addAll(source(realm, item));
        }
        return sources;
    }

    private List<SourceRecord> source(Uri realm, JsonCursor item) throws InvalidRecord {
        report(item, SourceRecord.names());
        List<SourceRecord> read = SourceRecord.read(item);
        for (int i = 0; i < read.size(); i++) {
            String name = read.get(i).username();
            if (!name.equals(Names.ALL) && !name.equals(Names.ANONYMOUS) && !hasUser(realm, name)) {
                throw item.get("usernames")
                        .oneOrMore()
                        .get(i)
                        .bad("a user of this realm", InvalidRecord.Reason.NO_SUCH_USER);
            }
        }
        return read;
    }

    private List<GrantRecord> grants(Uri realm, JsonCursor list) throws InvalidRecord {
        Map<String, GroupRecord> all = allGroups(realm);
        var grants = new ArrayList<GrantRecord>();
        for (JsonCursor item : list.optionalItems("an array of grants")) {
            grants.addAll(grant(realm, item, all));
        }
        return GrantRecord.joined(grants);
    }

    private List<GrantRecord> grant(Uri realm, JsonCursor item, Map<String, GroupRecord> all)
            throws InvalidRecord {
        report(item, GrantRecord.names());
        if (item.has("resource") || item.has("resources")) {
            for (JsonCursor resource : GrantRecord.resources(item)) {
                report(resource, GrantRecord.resourceNames());
            }
        }
        return GrantRecord.read(item, name -> role(realm, name, all));
    }

    private String role(Uri realm, JsonCursor cursor, Map<String, GroupRecord> all)
            throws InvalidRecord {
        String name = Names.fold(cursor.text());
        if (name.equals(Names.ALL) || name.equals(Names.ANONYMOUS)) {
            return name;
        }
        boolean namesUser = name.startsWith(Role.USER);
        boolean namesGroup = name.startsWith(Role.GROUP);
        String bare = namesUser || namesGroup ? name.substring(name.indexOf('/') + 1) : name;
        boolean isUser = !namesGroup && hasUser(realm, bare);
        boolean isGroup = !namesUser && all.containsKey(bare);
        if (isUser && isGroup) {
            throw cursor.bad(
                    "\"user/%s\" or \"group/%s\", as there are both".formatted(bare, bare));
        }
        if (!isUser && !isGroup) {
            throw cursor.bad(
                    "\"all\", \"anonymous\", or a user or a group of this realm",
                    InvalidRecord.Reason.NO_SUCH_ROLE);
        }
        return isUser ? Role.user(bare) : Role.group(bare);
    }
}
