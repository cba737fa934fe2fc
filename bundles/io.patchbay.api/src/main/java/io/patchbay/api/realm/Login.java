package io.patchbay.api.realm;

import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** One client's attempt to come into a realm. On the client's loop; nothing blocks. */
@ProviderType
public interface Login {
    /** Why nobody may come this way now, by whatever method; empty if somebody may. */
    Optional<Admission.Refused> refusal();

    /** Whether the client may authenticate by that method. */
    boolean admits(String method);

    /** Whether whoever the client wants to be has what a method needs. */
    boolean has(String method, Set<Credential> needed);

    /**
     * Whom the client wants to be; somebody made up if there is no such user. Completes on any
     * thread if somebody else must be asked for that.
     *
     * @param method by which it is to prove that
     * @param session the id that it will have
     * @param details {@code HELLO.Details}
     */
    CompletionStage<Principal> principal(String method, long session, Dict details);

    /**
     * Lets the client in, or not.
     *
     * @param proven who it is, as the method found
     * @param details {@code HELLO.Details}
     */
    Admission enter(Identity proven, Dict details);

    /**
     * The client has come in: whoever ends sessions sees its session from now on.
     *
     * @param admitted what {@link #enter} let in
     * @return whether it may stay; not if what it has proven has come to count no more meanwhile
     */
    boolean entered(Identity admitted);

    /** The client did not prove who it is: that counts against it and its address. */
    void failed();
}
