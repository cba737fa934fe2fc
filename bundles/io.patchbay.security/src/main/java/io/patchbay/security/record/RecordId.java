package io.patchbay.security.record;

import io.patchbay.api.store.Change;
import io.patchbay.wamp.Uri;

import java.util.List;

/**
 * Where a record is in the store. A key is the name of the realm and what tells the record from
 * others of it.
 */
public record RecordId(String map, String key) {
    public static final String REALMS = "security.realms";
    public static final String GROUPS = "security.groups";
    public static final String USERS = "security.users";
    public static final String ALIASES = "security.aliases";
    public static final String SOURCES = "security.sources";
    public static final String GRANTS = "security.grants";

    /** What the router keeps for itself. */
    public static final String OWN = "security.own";

    /** What was issued to users, each under the realm that issued it. */
    public static final String TICKETS = "security.tickets";

    /** What tokens of OAuth 2 were issued for. */
    public static final String TOKENS = "security.tokens";

    /** What the static realm file said the last time. */
    public static final String FILE = "security.file";

    /** The maps of what is in a realm, each under its own key. */
    public static final List<String> CONTENTS =
            List.of(GROUPS, USERS, ALIASES, SOURCES, GRANTS, TICKETS, TOKENS);

    private static final char SEPARATOR = '\0';

    public static RecordId realm(Uri realm) {
        return new RecordId(REALMS, realm.toString());
    }

    public static RecordId own(String name) {
        return new RecordId(OWN, name);
    }

    public static RecordId group(Uri realm, String name) {
        return in(GROUPS, realm, name);
    }

    public static RecordId user(Uri realm, String username) {
        return in(USERS, realm, username);
    }

    public static RecordId alias(Uri realm, String alias) {
        return in(ALIASES, realm, alias);
    }

    public static RecordId source(Uri realm, SourceRecord source) {
        return in(SOURCES, realm, source.username(), source.cidr().toString(), source.authmethod());
    }

    public static RecordId grant(Uri realm, GrantRecord grant) {
        return in(
                GRANTS,
                realm,
                grant.role(),
                grant.denies() ? "deny" : "allow",
                grant.match().wireName(),
                grant.uri().toString());
    }

    /**
     * @param slot of which the user has one at most
     */
    public static RecordId ticket(Uri realm, String username, String... slot) {
        return new RecordId(TICKETS, userPrefix(realm, username) + joined(slot));
    }

    public static RecordId grantOfToken(Uri realm, String username, String client, String device) {
        return new RecordId(TOKENS, userPrefix(realm, username) + joined(client, device));
    }

    /** What the keys of what a user has several of begin with. */
    public static String userPrefix(Uri realm, String username) {
        return prefix(realm) + username + SEPARATOR;
    }

    private static RecordId in(String map, Uri realm, String... names) {
        return new RecordId(map, prefix(realm) + joined(names));
    }

    private static String joined(String... names) {
        return String.join(String.valueOf(SEPARATOR), names);
    }

    /** What the keys of a realm's contents begin with. */
    public static String prefix(Uri realm) {
        return realm.toString() + SEPARATOR;
    }

    static RecordId ofFileKey(String key) {
        int end = key.indexOf(SEPARATOR);
        return new RecordId(key.substring(0, end), key.substring(end + 1));
    }

    /** The record that says that this one comes from the static realm file. */
    RecordId inFile() {
        return new RecordId(FILE, map + SEPARATOR + key);
    }

    public Uri realm() {
        int end = key.indexOf(SEPARATOR);
        return Uri.of(end < 0 ? key : key.substring(0, end));
    }

    /** What tells it from others of the realm. */
    public String name() {
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }

    /** For whoever reads the log. */
    @Override
    public String toString() {
        return map + " " + key.replace(SEPARATOR, ' ');
    }

    public static RecordId of(Change change) {
        return new RecordId(change.map(), change.key());
    }

    public Change put(byte[] value) {
        return Change.put(map, key, value);
    }

    public Change remove() {
        return Change.remove(map, key);
    }
}
