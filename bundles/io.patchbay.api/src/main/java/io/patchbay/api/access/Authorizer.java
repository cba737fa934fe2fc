package io.patchbay.api.access;

import io.patchbay.api.session.Session;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has a say in what sessions may do, beside the grants of their realm: an action is allowed if the
 * grants allow it and no authorizer objects. Registered as a service.
 */
@ConsumerType
public interface Authorizer {
    /**
     * Called for every message, on the loop of the session; must not block.
     *
     * @param uri what is called or published to, or is subscribed or registered under the policy
     * @param match if it is not exact, the action is on all that the pattern matches
     */
    Decision authorize(Session session, Action action, Uri uri, MatchPolicy match);
}
