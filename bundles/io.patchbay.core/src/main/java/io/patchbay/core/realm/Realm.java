package io.patchbay.core.realm;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.broker.Broker;
import io.patchbay.core.dealer.Dealer;
import io.patchbay.core.meta.MetaApi;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A routing domain: its rules, its broker and dealer, and who is in it. Any thread. */
public final class Realm {
    /** The role of the router's own sessions, which may do everything; nobody can ask for it. */
    public static final String TRUSTED = "patchbay.trusted";

    private final Uri uri;
    private final Broker broker;
    private final Dealer dealer;
    private final MetaApi meta;
    private final NavigableMap<Long, RouterSession> sessions = new ConcurrentSkipListMap<>();
    private final Map<String, Permissions> permissions = new ConcurrentHashMap<>();
    private volatile RealmSettings settings;
    private volatile Map<String, Object> announcedRoles;
    private volatile boolean closed;

    Realm(RealmSettings settings) {
        this.uri = settings.uri();
        this.settings = settings;
        this.announcedRoles = Feature.announced(settings.without());
        this.broker = new Broker(uri);
        this.dealer = new Dealer(uri);
        this.meta = new MetaApi(this);
    }

    public Uri uri() {
        return uri;
    }

    public Broker broker() {
        return broker;
    }

    public Dealer dealer() {
        return dealer;
    }

    /** The procedures that the router answers itself. */
    public MetaApi meta() {
        return meta;
    }

    public UriRule uriRule() {
        return settings.uriRule();
    }

    /** {@code WELCOME.Details.roles}. */
    public Map<String, Object> announcedRoles() {
        return announcedRoles;
    }

    public boolean offers(Feature feature) {
        return !settings.without().contains(feature);
    }

    /** A feature that a message with these options asks for and this realm is without, or null. */
    public @Nullable Feature missing(int messageType, Dict options) {
        Set<Feature> without = settings.without();
        if (without.isEmpty()) {
            return null;
        }
        for (Feature feature : without) {
            if (feature.isUsedBy(messageType, options)) {
                return feature;
            }
        }
        return null;
    }

    public Disclosure callerDisclosure() {
        return settings.callerDisclosure();
    }

    public Disclosure publisherDisclosure() {
        return settings.publisherDisclosure();
    }

    public Retention retention() {
        return settings.retention();
    }

    /** Whether a client may come over that connection and authenticate by that method. */
    public boolean admits(String method, ConnectionInfo connection) {
        RealmSettings current = settings;
        return current.allowConnections()
                && current.authmethods().contains(method)
                && current.sources().stream().anyMatch(source -> source.admits(method, connection));
    }

    public Permissions permissions(Identity identity) {
        return identity.authrole().equals(TRUSTED) || !settings.secured()
                ? Permissions.EVERYTHING
                : permissions.computeIfAbsent(identity.authrole(), this::compile);
    }

    private Permissions compile(String role) {
        return new Permissions(
                settings.grants().stream().filter(grant -> grant.isFor(role)).toList());
    }

    /** Puts other rules in force, for those who are here as well. */
    void update(RealmSettings changed) {
        settings = changed;
        announcedRoles = Feature.announced(changed.without());
        permissions.clear();
        sessions.values().forEach(RouterSession::refreshPermissions);
    }

    /** Ends all sessions, those that are just joining included. */
    void close() {
        closed = true;
        sessions.values().forEach(session -> session.shutDown(WampError.CLOSE_REALM));
    }

    /** What has changed while the session was being made takes effect on it. */
    public void add(RouterSession session) {
        sessions.put(session.id(), session);
        session.refreshPermissions();
        if (closed) {
            session.shutDown(WampError.CLOSE_REALM);
        }
    }

    public void remove(RouterSession session) {
        sessions.remove(session.id(), session);
    }

    /** The session of that id, or null. */
    public @Nullable RouterSession session(long id) {
        return sessions.get(id);
    }

    /** The sessions by ascending id, from that one on; shows those who are here all the while. */
    public Iterator<RouterSession> sessionsFrom(long id) {
        return sessions.tailMap(id, true).values().iterator();
    }

    public int sessionCount() {
        return sessions.size();
    }
}
