package io.patchbay.security.login;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.session.Identity;
import io.patchbay.security.dynamic.Grantee;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Somebody whom a procedure knows, or does not. Where it says nothing, there is a decoy. What the
 * client sends in clear the procedure is asked about; what it needs to challenge the client, before
 * that.
 */
final class Delegate implements Principal {
    private static final String TICKET = "ticket";
    private static final String PASSWORD = "password";

    private final Inquiry inquiry;
    private final String method;
    private final Map<String, Object> details;
    private final Decoy decoy;
    private volatile Optional<Grantee> grantee = Optional.empty();

    /** Asks the procedure of a method about a client, of which that is known. */
    @FunctionalInterface
    interface Inquiry {
        CompletionStage<Optional<Grantee>> ask(Map<String, Object> details);
    }

    Delegate(Inquiry inquiry, String method, Map<String, Object> details, Decoy decoy) {
        this.inquiry = inquiry;
        this.method = method;
        this.details = details;
        this.decoy = decoy;
    }

    /** This, once what its method asks for is known. */
    CompletionStage<Principal> introduced() {
        return method.equals(TICKET) || method.equals(PASSWORD)
                ? CompletableFuture.completedStage(this)
                : ask(details).thenApply(known -> this);
    }

    private CompletionStage<Optional<Grantee>> ask(Map<String, Object> said) {
        return inquiry.ask(said)
                .thenApply(
                        answer -> {
                            grantee = answer;
                            return answer;
                        });
    }

    private CompletionStage<Optional<Grantee>> check(String secret) {
        var said = new LinkedHashMap<>(details);
        said.put(method, secret);
        return ask(said);
    }

    @Override
    public String username() {
        return decoy.username();
    }

    @Override
    public Identity identity(String by) {
        return grantee.map(known -> known.identity(by)).orElseGet(() -> decoy.identity(by));
    }

    @Override
    public boolean has(Credential credential) {
        return switch (credential) {
            case PASSWORD -> method.equals(PASSWORD) && grantee.isPresent();
            case CRA -> grantee.map(Grantee::cra).isPresent();
            case KEY -> grantee.map(Grantee::key).isPresent();
            case SCRAM -> false;
        };
    }

    @Override
    public CompletionStage<Boolean> verifyPassword(String password) {
        return check(password).thenApply(Optional::isPresent);
    }

    @Override
    public CompletionStage<Optional<Identity>> redeem(TokenKind kind, String token, String by) {
        return check(token).thenApply(answer -> answer.map(known -> known.identity(by)));
    }

    @Override
    public CraKey cra() {
        return grantee.map(Grantee::cra).orElseGet(decoy::cra);
    }

    @Override
    public ScramKey scram() {
        return decoy.scram();
    }

    @Override
    public List<byte[]> authorizedKeys() {
        return grantee.map(Grantee::key).map(List::of).orElseGet(decoy::authorizedKeys);
    }
}
