package io.patchbay.api.auth;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to find out who a client is. Registered as a service with the property {@link #NAME}, best
 * set by {@link WampAuthMethod}. A realm that lists the name offers it.
 */
@ConsumerType
public interface AuthMethod {
    /** The service property with the name as in {@code HELLO.Details.authmethods}. */
    String NAME = "wamp.auth.method";

    /** Begins to authenticate one client. Called on its loop; must not block. */
    Conversation begin(AuthRequest request);
}
