package io.patchbay.api.session;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.util.concurrent.CompletionStage;

/**
 * A client session inside the router. It is authorized, routed and counted like any other. All
 * methods may be called by any thread and return at once; stages complete on the session's own
 * thread, handlers run there one after another and must not block. A request that the router
 * refuses fails its stage with {@link WampFailure}.
 */
@ProviderType
public interface LocalSession extends Session, AutoCloseable {
    /** Calls; the stage yields the result, which is never asked for in parts. */
    CompletionStage<Payload> call(Uri procedure, Dict options, Payload payload);

    /** Publishes; the stage is complete once the broker has it (with the option acknowledge). */
    CompletionStage<Void> publish(Uri topic, Dict options, Payload payload);

    /** Subscribes; the stage yields the way to unsubscribe. */
    CompletionStage<Handle> subscribe(Uri topic, Dict options, EventHandler handler);

    /** Registers; the stage yields the way to unregister. */
    CompletionStage<Handle> register(Uri procedure, Dict options, CallHandler handler);

    /** Leaves the realm; pending calls fail, subscriptions and registrations end. */
    @Override
    void close();

    /** Something held by the session that can be given back. */
    @ProviderType
    interface Handle {
        long id();

        CompletionStage<Void> release();
    }

    /** Receives events. The payload is kept: it may be stored and shared. */
    @ConsumerType
    interface EventHandler {
        void onEvent(long publication, Dict details, Payload payload);
    }

    /**
     * Answers calls. A stage that fails with {@link WampFailure} sends that error to the caller;
     * any other failure is sent as {@code wamp.error.runtime_error} and logged.
     */
    @ConsumerType
    interface CallHandler {
        CompletionStage<Payload> onCall(Dict details, Payload payload);
    }
}
