package io.patchbay.core.realm;

import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.realm.Feature;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Retention;
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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A routing domain: its rules, its broker and dealer, and who is in it. Any thread. */
public final class Realm {
    private final Broker broker;
    private final Dealer dealer;
    private final MetaApi meta;
    private final NavigableMap<Long, RouterSession> sessions = new ConcurrentSkipListMap<>();
    private final AtomicInteger own = new AtomicInteger();
    private volatile RealmGuard guard;
    private volatile RealmRules rules;
    private volatile Map<String, Object> announcedRoles;
    private volatile boolean closed;

    Realm(RealmGuard guard) {
        this.guard = guard;
        this.rules = guard.rules();
        this.announcedRoles = FeatureUse.announced(rules.without());
        this.broker = new Broker(guard.uri());
        this.dealer = new Dealer(guard.uri());
        this.meta = new MetaApi(this);
    }

    public Uri uri() {
        return guard.uri();
    }

    /** Who decides who may come in, and what each may do. */
    public RealmGuard guard() {
        return guard;
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
        return rules.uriRule();
    }

    /** {@code WELCOME.Details.roles}. */
    public Map<String, Object> announcedRoles() {
        return announcedRoles;
    }

    public boolean offers(Feature feature) {
        return !rules.without().contains(feature);
    }

    /** A feature that a message with these options asks for and this realm is without, or null. */
    public @Nullable Feature missing(int messageType, Dict options) {
        Set<Feature> without = rules.without();
        return without.isEmpty() ? null : FeatureUse.asked(without, messageType, options);
    }

    public Disclosure callerDisclosure() {
        return rules.callerDisclosure();
    }

    public Disclosure publisherDisclosure() {
        return rules.publisherDisclosure();
    }

    public Retention retention() {
        return rules.retention();
    }

    /** Puts the guard and its rules in force, for those who are here as well. */
    void update(RealmGuard changed) {
        boolean guardsAnew = guard != changed;
        guard = changed;
        rules = changed.rules();
        announcedRoles = FeatureUse.announced(rules.without());
        if (guardsAnew) {
            sessions.values().forEach(RouterSession::refreshRights);
        }
    }

    /** Ends all sessions, those that are just joining included. */
    void close() {
        closed = true;
        sessions.values().forEach(session -> session.shutDown(WampError.CLOSE_REALM));
    }

    /**
     * Ends sessions, but none of the router's own.
     *
     * @param details of GOODBYE
     * @return how many
     */
    public int end(Predicate<? super RouterSession> which, Uri reason, Dict details) {
        int ended = 0;
        for (RouterSession session : sessions.values()) {
            if (!session.isTrusted() && which.test(session)) {
                session.shutDown(reason, details);
                ended++;
            }
        }
        return ended;
    }

    /** What has changed while the session was being made takes effect on it. */
    public void add(RouterSession session) {
        sessions.put(session.id(), session);
        if (session.isTrusted()) {
            own.incrementAndGet();
        }
        session.refreshRights();
        if (closed) {
            session.shutDown(WampError.CLOSE_REALM);
        }
    }

    public void remove(RouterSession session) {
        if (sessions.remove(session.id(), session) && session.isTrusted()) {
            own.decrementAndGet();
        }
    }

    /** The session of that id, or null. */
    public @Nullable RouterSession session(long id) {
        return sessions.get(id);
    }

    /** The sessions by ascending id, from that one on; shows those who are here all the while. */
    public Iterator<RouterSession> sessionsFrom(long id) {
        return sessions.tailMap(id, true).values().iterator();
    }

    /** How many there are beside those of the router itself. */
    public int sessionCount() {
        return sessions.size() - own.get();
    }
}
