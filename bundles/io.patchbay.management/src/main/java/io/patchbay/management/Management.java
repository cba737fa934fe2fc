package io.patchbay.management;

import io.patchbay.api.management.ManagementEvents;
import io.patchbay.api.management.ManagementProcedures;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has a session of the router itself in every realm, where it answers the calls of management
 * procedures and tells what is changed.
 */
@Component(name = "io.patchbay.management", immediate = true)
public final class Management implements ManagementEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);
    private static final Dict PREFIX = Dict.of(Map.of("match", "prefix", "disclose_caller", true));
    private static final Identity OWN =
            new Identity("management", Identity.TRUSTED, "local", "patchbay", Dict.EMPTY);

    private final LocalSessions sessions;
    private final Catalogue catalogue = new Catalogue();
    private final Worker worker = new Worker();
    private final Dispatcher dispatcher;
    private final Map<Uri, LocalSession> own = new ConcurrentHashMap<>();
    private final LocalSessions.Watch watch;

    @Activate
    public Management(@Reference LocalSessions sessions) {
        this.sessions = sessions;
        this.dispatcher = new Dispatcher(sessions, catalogue, worker);
        this.watch =
                sessions.watch(
                        new LocalSessions.RealmListener() {
                            @Override
                            public void opened(Uri realm) {
                                enter(realm);
                            }

                            @Override
                            public void closed(Uri realm) {
                                leave(realm);
                            }
                        });
    }

    private void enter(Uri realm) {
        Optional<LocalSession> opened = sessions.open(realm, OWN);
        if (opened.isEmpty()) {
            return; // it is gone again, which will be told
        }
        LocalSession session = opened.get();
        own.put(realm, session);
        for (String prefix : ProcedureName.PREFIXES) {
            session.register(
                            Uri.of(prefix),
                            PREFIX,
                            (details, payload) -> dispatcher.answer(realm, details, payload))
                    .whenComplete((handle, failure) -> report(realm, failure));
        }
    }

    private static void report(Uri realm, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("Realm {} cannot be managed from within", realm, failure);
        }
    }

    private void leave(Uri realm) {
        LocalSession session = own.remove(realm);
        if (session != null) {
            session.close();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProcedures(ManagementProcedures procedures) {
        catalogue.add(procedures);
    }

    void removeProcedures(ManagementProcedures procedures) {
        catalogue.remove(procedures);
    }

    @Override
    public void publish(Uri realm, Uri topic, Payload payload) {
        LocalSession session = own.get(realm);
        if (session != null) {
            session.publish(topic, Dict.EMPTY, payload)
                    .exceptionally(
                            failure -> {
                                LOG.warn("{} could not be told in {}", topic, realm, failure);
                                return null;
                            });
        }
    }

    @Deactivate
    void deactivate() {
        watch.close();
        List.copyOf(own.keySet()).forEach(this::leave);
        worker.close();
    }
}
