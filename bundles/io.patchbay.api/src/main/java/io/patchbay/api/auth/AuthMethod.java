package io.patchbay.api.auth;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.Set;

/**
 * A way to find out who a client is. Registered as a service with the property {@link #NAME}, best
 * set by {@link WampAuthMethod}. A realm that lists the name offers it.
 */
@ConsumerType
public interface AuthMethod {
    /** The service property with the name as in {@code HELLO.Details.authmethods}. */
    String NAME = "wamp.auth.method";

    /** What a user must have to be authenticated this way. */
    default Set<Credential> needs() {
        return Set.of();
    }

    /** Whether a client can be authenticated this way at all, as far as its connection tells. */
    default boolean isPossible(Uri realm, ConnectionInfo connection) {
        return true;
    }

    /**
     * Begins to authenticate one client. Called on its loop; must not block.
     *
     * @throws io.patchbay.wamp.InvalidOption if HELLO is not in order; the client is told
     */
    Conversation begin(AuthRequest request);
}
