package io.patchbay.api.auth;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Asks the client for something that it sends as it is.
 *
 * @param judge looks at what it sends, as {@link Conversation#answer} says
 */
public record Question(Function<String, CompletionStage<AuthOutcome>> judge)
        implements Conversation {

    /**
     * Asks for a token of the realm.
     *
     * @throws InvalidOption if the client does not say who it is
     */
    public static Question forToken(AuthRequest request, TokenKind kind, String method) {
        if (!request.details().has("authid")) {
            throw new InvalidOption("authid", null, "the name of a user");
        }
        return new Question(
                token ->
                        request.principal().redeem(kind, token, method).thenApply(AuthOutcome::of));
    }

    @Override
    public CompletionStage<AuthOutcome> start() {
        return CompletableFuture.completedStage(new AuthOutcome.Challenge(Dict.EMPTY));
    }

    @Override
    public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
        return judge.apply(signature);
    }
}
