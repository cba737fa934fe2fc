package io.patchbay.management;

import io.patchbay.api.access.Action;
import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.Session;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Brings calls that the realm has let through to the procedures that they name. Any thread. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Arguments are decoded, which takes many times the memory. */
    private static final int ARGUMENTS_BYTES = 1 << 20;

    private final LocalSessions sessions;
    private final Catalogue catalogue;
    private final Executor worker;

    Dispatcher(LocalSessions sessions, Catalogue catalogue, Executor worker) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.worker = worker;
    }

    /**
     * Answers a call.
     *
     * @param details {@code INVOCATION.Details}, in which the router says who calls what
     */
    CompletionStage<Payload> answer(Uri realm, Dict details, Payload payload) {
        var answer = new CompletableFuture<Payload>();
        try {
            worker.execute(() -> answer(realm, details, payload, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    ManagementError.because(
                            ManagementError.TOO_MANY_REQUESTS, "too many calls wait already"));
        }
        return answer;
    }

    private void answer(
            Uri realm, Dict details, Payload payload, CompletableFuture<Payload> answer) {
        try {
            ManagementProcedure procedure = procedure(details);
            ManagementCall call = accepted(procedure, caller(realm, details), payload);
            perform(procedure, call)
                    .whenComplete((result, failure) -> end(procedure, answer, result, failure));
        } catch (WampFailure e) {
            answer.completeExceptionally(e);
        } catch (RuntimeException e) {
            answer.completeExceptionally(failed(details.string("procedure", ""), e));
        }
    }

    private static ManagementCall accepted(
            ManagementProcedure procedure, Session caller, Payload payload) {
        try {
            checkGranted(caller, procedure);
            return Arguments.read(procedure, caller, decoded(payload));
        } catch (WampFailure e) {
            Audit.refused(procedure, caller, e);
            throw e;
        }
    }

    private static CompletionStage<Payload> perform(
            ManagementProcedure procedure, ManagementCall call) {
        CompletionStage<Payload> answered;
        try {
            answered = procedure.handler().answer(call);
        } catch (RuntimeException e) {
            answered = CompletableFuture.failedStage(e);
        }
        return answered.whenComplete((result, failure) -> Audit.ended(procedure, call, failure));
    }

    private ManagementProcedure procedure(Dict details) {
        String uri = details.string("procedure", "");
        return ProcedureName.of(uri)
                .flatMap(catalogue::find)
                .orElseThrow(
                        () ->
                                ManagementError.because(
                                        WampError.NO_SUCH_PROCEDURE,
                                        "there is no procedure '" + uri + "'"));
    }

    private Session caller(Uri realm, Dict details) {
        return sessions.find(realm, details.integer("caller", 0))
                .orElseThrow(
                        () ->
                                ManagementError.because(
                                        ManagementError.NOT_IN_SESSION,
                                        "the session that calls has ended"));
    }

    /** Whoever calls by another name must be granted the procedure by its own, too. */
    private static void checkGranted(Session caller, ManagementProcedure procedure) {
        Uri uri = Uri.of(ProcedureName.PREFIX + procedure.name());
        if (!caller.rights().allow(Action.CALL, uri, MatchPolicy.EXACT)) {
            throw ManagementError.because(
                    WampError.NOT_AUTHORIZED,
                    Action.CALL.permission() + " on '" + uri + "' is not granted");
        }
    }

    private static Payload decoded(Payload payload) {
        if (payload.length() > ARGUMENTS_BYTES) {
            throw ManagementError.because(
                    WampError.PAYLOAD_SIZE_EXCEEDED,
                    "the arguments are larger than " + ARGUMENTS_BYTES + " bytes");
        }
        return payload.decoded();
    }

    private static void end(
            ManagementProcedure procedure,
            CompletableFuture<Payload> answer,
            @Nullable Payload result,
            @Nullable Throwable failure) {
        if (result != null) {
            answer.complete(result);
            return;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        answer.completeExceptionally(
                cause instanceof WampFailure known ? known : failed(procedure.name(), cause));
    }

    private static WampFailure failed(String procedure, @Nullable Throwable cause) {
        LOG.error("The management procedure {} failed", procedure, cause);
        return ManagementError.because(ManagementError.INTERNAL_ERROR, "the procedure failed");
    }
}
