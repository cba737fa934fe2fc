package io.patchbay.auth.jwt;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Question;
import io.patchbay.api.auth.WampAuthMethod;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client sends a token that somebody else has given to it, whom the realm trusts. */
@Component(immediate = true)
@WampAuthMethod(method = JwtAuth.NAME)
public final class JwtAuth implements AuthMethod {
    static final String NAME = "jwt";

    /** What is signed with keys of any sensible size is shorter. */
    private static final int LONGEST = 16 << 10;

    private final List<Issuer> issuers = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addIssuer(Issuer issuer) {
        issuers.add(issuer);
    }

    void removeIssuer(Issuer issuer) {
        issuers.remove(issuer);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        return new Question(token -> judge(request, token));
    }

    private CompletionStage<AuthOutcome> judge(AuthRequest request, String token) {
        return issuer(request, token)
                .map(issuer -> issuer.holder(token))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()))
                .thenApply(
                        holder ->
                                AuthOutcome.of(
                                        holder.filter(found -> found.isWhoItSays(request))
                                                .map(Holder::identity)));
    }

    /** The one that the token names, which is not proven by that. */
    private Optional<Issuer> issuer(AuthRequest request, String token) {
        List<Issuer> trusted =
                issuers.stream().filter(issuer -> issuer.isTrustedBy(request.realm())).toList();
        if (trusted.isEmpty() || token.length() > LONGEST) {
            return Optional.empty();
        }
        return TokenVerifier.issuer(token)
                .flatMap(name -> trusted.stream().filter(each -> each.isNamed(name)).findFirst());
    }
}
