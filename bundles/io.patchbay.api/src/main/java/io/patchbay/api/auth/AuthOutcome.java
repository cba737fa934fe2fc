package io.patchbay.api.auth;

import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

/** What an {@link AuthMethod} says next. */
public sealed interface AuthOutcome {
    /** The client is who it claims to be. */
    record Accepted(Identity identity) implements AuthOutcome {}

    /** The client must answer first. */
    record Challenge(Dict extra) implements AuthOutcome {}

    /** The client did not prove who it is. It is told no more than that. */
    record Unproven() implements AuthOutcome {}

    /**
     * What the client sent is not in order, whoever it is.
     *
     * @param reason the URI of the ABORT
     * @param message for its details
     */
    record Denied(Uri reason, String message) implements AuthOutcome {}
}
