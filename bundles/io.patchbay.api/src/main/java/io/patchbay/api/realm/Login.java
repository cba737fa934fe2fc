package io.patchbay.api.realm;

import io.patchbay.api.auth.Principal;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;

/** One client's attempt to come into a realm. On the client's loop; nothing blocks. */
@ProviderType
public interface Login {
    /** Why nobody may come this way now, by whatever method; empty if somebody may. */
    Optional<Admission.Refused> refusal();

    /** Whether the client may authenticate by that method. */
    boolean admits(String method);

    /** Whom the client wants to be; somebody made up if there is no such user. */
    Principal principal();

    /**
     * Lets the client in, or not.
     *
     * @param proven who it is, as the method found
     * @param details {@code HELLO.Details}
     */
    Admission enter(Identity proven, Dict details);

    /** The client did not prove who it is: that counts against it and its address. */
    void failed();
}
