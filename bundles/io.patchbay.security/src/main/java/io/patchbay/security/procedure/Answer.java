package io.patchbay.security.procedure;

import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure.Handler;
import io.patchbay.api.session.WampFailure;
import io.patchbay.security.operation.Refusal;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What a call of a procedure is answered with. */
final class Answer {
    private Answer() {}

    /** One result. */
    static CompletionStage<Payload> with(Object result) {
        return CompletableFuture.completedStage(Payload.of(result));
    }

    /** What an operation yields, once it is done. */
    static CompletionStage<Payload> once(CompletionStage<?> done) {
        return done.thenApply(result -> Payload.of(result));
    }

    /** Nothing, once an operation is done. */
    static CompletionStage<Payload> nothing(CompletionStage<?> done) {
        return done.thenApply(result -> Payload.EMPTY);
    }

    /** The same, but the refusals of operations are what the caller gets. */
    static Handler telling(Handler handler) {
        return call -> {
            try {
                return handler.answer(call)
                        .exceptionallyCompose(
                                failure -> CompletableFuture.failedStage(told(failure)));
            } catch (Refusal e) {
                return CompletableFuture.failedStage(told(e));
            }
        };
    }

    private static Throwable told(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refusal refusal ? told(refusal) : failure;
    }

    private static WampFailure told(Refusal refusal) {
        Uri error = Uri.of(refusal.error());
        String message = String.valueOf(refusal.getMessage());
        return refusal.field().isEmpty()
                ? ManagementError.because(error, message)
                : ManagementError.because(error, message, refusal.field());
    }
}
