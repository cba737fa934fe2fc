package io.patchbay.core.local;

import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.Session;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.realm.Realms;
import io.patchbay.core.session.Doorman;
import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.SessionContext;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Opens sessions inside the router, all on one loop. Any thread. */
public final class LocalRealmSessions implements LocalSessions {
    private static final ConnectionInfo CONNECTION =
            new ConnectionInfo(
                    ConnectionInfo.LOCAL,
                    ConnectionInfo.LOCAL,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    true,
                    List.of());

    private static final Map<String, Object> ROLES =
            Map.of(
                    "caller", Map.of(),
                    "callee", Map.of(),
                    "publisher", Map.of(),
                    "subscriber", Map.of());

    private final Realms realms;
    private final Doorman doorman;
    private final SessionContext context;
    private final LoopState state;

    public LocalRealmSessions(
            Realms realms, Doorman doorman, SessionContext context, LoopState state) {
        this.realms = realms;
        this.doorman = doorman;
        this.context = context;
        this.state = state;
    }

    @Override
    public CompletionStage<LocalSession> join(
            Uri realm, Dict hello, String answer, ConnectionInfo connection) {
        Dict details = hello.with("roles", ROLES);
        return new LocalApplicant(context, state, connection, answer)
                .join(doorman, new Message.Hello(realm, details));
    }

    @Override
    public Optional<Session> find(Uri realm, long id) {
        return realms.find(realm).map(home -> home.session(id));
    }

    @Override
    public Watch watch(RealmListener listener) {
        return realms.watch(listener);
    }

    @Override
    public Optional<LocalSession> open(Uri realm, Identity identity) {
        return realms.find(realm)
                .map(
                        home ->
                                LocalClient.open(
                                        context,
                                        state,
                                        home,
                                        Ids.random(),
                                        identity,
                                        CONNECTION,
                                        Dict.EMPTY));
    }
}
