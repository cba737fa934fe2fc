package io.patchbay.auth.wampcra;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.wamp.Dict;

import org.osgi.service.component.annotations.Component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Challenge and response by a shared secret. Specification: "Challenge Response Authentication".
 */
@Component(immediate = true)
@WampAuthMethod(method = CraAuth.NAME)
public final class CraAuth implements AuthMethod {
    static final String NAME = "wampcra";

    @Override
    public Set<Credential> needs() {
        return Set.of(Credential.CRA);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        return new Exchange(request, Challenge.of(request));
    }

    private record Exchange(AuthRequest request, String challenge) implements Conversation {
        @Override
        public CompletionStage<AuthOutcome> start() {
            CraKey key = request.principal().cra();
            var extra = new LinkedHashMap<String, Object>();
            extra.put("challenge", challenge);
            extra.put("salt", key.salt());
            extra.put("keylen", (long) key.keyLength());
            extra.put("iterations", (long) key.iterations());
            return CompletableFuture.completedStage(new AuthOutcome.Challenge(Dict.of(extra)));
        }

        @Override
        public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
            byte[] expected = Challenge.sign(request.principal().cra().secret(), challenge);
            byte[] given = signature.getBytes(StandardCharsets.UTF_8);
            boolean right = MessageDigest.isEqual(Base64.getEncoder().encode(expected), given);
            Principal user = request.principal();
            return CompletableFuture.completedStage(
                    AuthOutcome.of(right, user, Credential.CRA, user.identity(NAME)));
        }
    }
}
