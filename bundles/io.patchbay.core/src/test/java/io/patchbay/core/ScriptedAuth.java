package io.patchbay.core;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** An authentication method that does what a test says. */
public record ScriptedAuth(
        Supplier<CompletionStage<AuthOutcome>> start,
        Function<String, CompletionStage<AuthOutcome>> answer,
        Set<Credential> needs)
        implements AuthMethod {

    public ScriptedAuth(
            Supplier<CompletionStage<AuthOutcome>> start,
            Function<String, CompletionStage<AuthOutcome>> answer) {
        this(start, answer, Set.of());
    }

    /** Lets everybody in. */
    public static ScriptedAuth accepting(String role) {
        return new ScriptedAuth(() -> accepted(role), signature -> accepted(role));
    }

    /** Lets everybody in as that user. */
    public static ScriptedAuth accepting(String authid, String role) {
        var identity = new Identity(authid, role, "test", "test", Dict.EMPTY);
        CompletionStage<AuthOutcome> accepted =
                CompletableFuture.completedStage(new AuthOutcome.Accepted(identity));
        return new ScriptedAuth(() -> accepted, signature -> accepted);
    }

    /** Asks for a ticket, which is {@code secret}. */
    public static ScriptedAuth challenging(String role) {
        return new ScriptedAuth(
                () ->
                        CompletableFuture.completedStage(
                                new AuthOutcome.Challenge(Dict.of("hint", "secret"))),
                signature ->
                        signature.equals("secret")
                                ? accepted(role)
                                : CompletableFuture.completedStage(new AuthOutcome.Unproven()));
    }

    /** The same for those users only who have that. */
    public ScriptedAuth needing(Credential... credentials) {
        return new ScriptedAuth(start, answer, Set.of(credentials));
    }

    /** Never comes to a decision. */
    public static ScriptedAuth silent() {
        return new ScriptedAuth(CompletableFuture::new, signature -> new CompletableFuture<>());
    }

    public static CompletionStage<AuthOutcome> accepted(String role) {
        return CompletableFuture.completedStage(
                new AuthOutcome.Accepted(new Identity("joe", role, "test", "test", Dict.EMPTY)));
    }

    @Override
    public Conversation begin(AuthRequest request) {
        return new Conversation() {
            @Override
            public CompletionStage<AuthOutcome> start() {
                return start.get();
            }

            @Override
            public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
                return answer.apply(signature);
            }
        };
    }
}
