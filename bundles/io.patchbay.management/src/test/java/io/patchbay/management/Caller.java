package io.patchbay.management;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.Session;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A session that may call whatever does not end as that which it is denied. */
record Caller(Uri realm, Identity identity, String denied) implements Session, Rights {
    static final long ID = 4711;

    @Override
    public long id() {
        return ID;
    }

    @Override
    public ConnectionInfo connection() {
        var remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        return new ConnectionInfo("test", "test", remote, false, List.of());
    }

    @Override
    public Rights rights() {
        return this;
    }

    @Override
    public boolean allow(Action action, Uri uri, MatchPolicy match) {
        return action == Action.CALL && !uri.toString().endsWith(denied);
    }

    @Override
    public boolean areCurrent() {
        return true;
    }
}
