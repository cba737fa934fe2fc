package io.patchbay.core.session;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop;
import io.patchbay.core.realm.Realm;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;

/** Who wants to come in, as its {@link Handshake} sees it. Its loop only. */
public interface Applicant {
    Loop loop();

    ConnectionInfo info();

    /** Whether what that handshake finds still matters. */
    boolean isEstablishing(Handshake handshake);

    /** Must be answered by {@link Handshake#answer}. */
    void challenge(Message.Challenge challenge);

    /** Comes in. */
    void admit(Realm realm, long id, Identity identity, Features features, Dict attributes);

    /** Does not come in. */
    void abort(Uri reason, String text);

    /** Does not come in, as the router failed. */
    void crash(RuntimeException bug);
}
