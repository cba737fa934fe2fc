package io.patchbay.api.realm;

import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

/** What a realm says to a client that wants to come in. */
public sealed interface Admission {
    /**
     * What everybody gets who does not prove to be somebody that may come in. Whoever guesses
     * learns nothing from it.
     */
    Refused UNPROVEN = new Refused(WampError.AUTHENTICATION_FAILED, "authentication failed");

    /** The client is in, as that identity. */
    record Admitted(Identity identity) implements Admission {}

    /**
     * The client is refused.
     *
     * @param reason the URI of the ABORT
     * @param message for its details
     */
    record Refused(Uri reason, String message) implements Admission {}
}
