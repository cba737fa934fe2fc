package io.patchbay.api.access;

import io.patchbay.api.session.Session;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has a say in what sessions may do, beside the grants of their realm: an action is allowed if the
 * grants allow it and no authorizer objects. Registered as a service.
 */
@ConsumerType
public interface Authorizer {
    /** Called for every message, on the loop of the session; must not block. */
    Decision authorize(Session session, Action action, Uri uri);
}
