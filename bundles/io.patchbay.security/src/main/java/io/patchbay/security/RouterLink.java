package io.patchbay.security;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.Sessions;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.operation.SessionCloser;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.util.Collection;

/**
 * Lets the security call procedures and end sessions while there is a router. A component of its
 * own, as the router refers to the security as well.
 */
@Component(
        immediate = true,
        service = {})
public final class RouterLink implements RealmDirectory.Listener {
    private final Procedures procedures;
    private final SessionCloser closer;
    private final RealmDirectory.Watch watch;

    @Activate
    public RouterLink(
            @Reference Security security,
            @Reference LocalSessions local,
            @Reference Sessions sessions) {
        this.procedures = security.applications();
        this.closer = security.sessionCloser();
        this.watch = security.watch(this);
        procedures.connect(local);
        closer.connect(sessions);
    }

    @Override
    public void all(Collection<RealmGuard> realms) {}

    @Override
    public void changed(RealmGuard realm) {}

    @Override
    public void removed(RealmGuard realm) {
        procedures.leave(realm.uri());
    }

    @Deactivate
    void deactivate() {
        watch.close();
        procedures.disconnect();
        closer.connect(null);
    }
}
