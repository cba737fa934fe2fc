package io.patchbay.api.auth;

import io.patchbay.wamp.Dict;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One client being authenticated. Called on the client's loop; a method must not block, but may
 * complete its stage later from any thread. A stage that fails refuses the client: with {@link
 * io.patchbay.api.session.WampFailure}, if that is why, as the router cannot serve it now.
 */
@ConsumerType
public interface Conversation {
    /** Nothing is asked of the client. */
    static Conversation over(AuthOutcome outcome) {
        return () -> CompletableFuture.completedStage(outcome);
    }

    CompletionStage<AuthOutcome> start();

    /** The client's AUTHENTICATE; called once after each challenge and at no other time. */
    default CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
        throw new IllegalStateException("there was no challenge");
    }
}
