package io.patchbay.api.auth;

import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

/** What an {@link AuthMethod} says next. */
public sealed interface AuthOutcome {
    /**
     * Of a proof that a client has sent.
     *
     * @param principal whom it wants to be; made up, perhaps
     * @param by what that user must have, as a proof of what is made up proves nothing
     */
    static AuthOutcome of(boolean isRight, Principal principal, Credential by, Identity identity) {
        return isRight && principal.has(by) ? new Accepted(identity) : new Unproven();
    }

    /** The client is who it claims to be. */
    record Accepted(Identity identity) implements AuthOutcome {}

    /** The client must answer first. */
    record Challenge(Dict extra) implements AuthOutcome {}

    /** The client did not prove who it is. It is told no more than that. */
    record Unproven() implements AuthOutcome {}
}
