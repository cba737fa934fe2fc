package io.patchbay.api.auth;

import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import java.util.Optional;

/** What an {@link AuthMethod} says next. */
public sealed interface AuthOutcome {
    /**
     * Of a proof that a client has sent.
     *
     * @param principal whom it wants to be; made up, perhaps
     * @param by what that user must have, as a proof of what is made up proves nothing
     * @param identity who it is then
     */
    static AuthOutcome of(boolean isRight, Principal principal, Credential by, Identity identity) {
        return isRight && principal.has(by) ? new Accepted(identity) : new Unproven();
    }

    /** Of what a client has shown: it is who it was found to be, if anybody. */
    static AuthOutcome of(Optional<Identity> found) {
        return found.<AuthOutcome>map(Accepted::new).orElseGet(Unproven::new);
    }

    /** The client is who it claims to be. */
    record Accepted(Identity identity) implements AuthOutcome {}

    /** The client must answer first. */
    record Challenge(Dict extra) implements AuthOutcome {}

    /** The client did not prove who it is. It is told no more than that. */
    record Unproven() implements AuthOutcome {}
}
