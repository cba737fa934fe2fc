package io.patchbay.security.dynamic;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.session.WampFailure;
import io.patchbay.security.record.Names;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Asks procedures who clients are: arguments realm, authid and details; a role or a dictionary in
 * answer. Any thread; nothing blocks.
 */
public final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final int LONGEST = 254;
    private static final int MOST_ROLES = 100;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int LONGEST_KEY = 128;

    private final Procedures procedures;
    private final Complaints complaints = new Complaints(LOG);

    public Authenticator(Procedures procedures) {
        this.procedures = procedures;
    }

    /**
     * What the procedure says of a client; empty if it refuses it or cannot be asked. Fails only
     * with {@link WampFailure}, as nobody can be asked about anybody now.
     *
     * @param details what the client said
     */
    public CompletionStage<Optional<Grantee>> ask(
            RealmGuard realm, Uri procedure, String authid, Map<String, Object> details) {
        Payload question = Payload.of(realm.uri().toString(), authid, details);
        return procedures
                .call(realm, procedure, question)
                .thenApply(answer -> Optional.of(read(authid, answer)))
                .exceptionally(failure -> refused(realm, procedure, failure));
    }

    private Optional<Grantee> refused(RealmGuard realm, Uri procedure, Throwable failure) {
        Throwable cause = Procedures.cause(failure);
        if (cause instanceof WampFailure known) {
            if (known.error().equals(WampError.UNAVAILABLE)) {
                throw new CompletionException(known);
            }
            if (!known.error().equals(WampError.NO_SUCH_PROCEDURE)) {
                return Optional.empty(); // that is how it says no
            }
        }
        complaints.tell(realm.uri(), procedure, "authenticates nobody: " + cause);
        return Optional.empty();
    }

    private static Grantee read(String authid, Payload answer) {
        Object first = answer.args().isEmpty() ? null : answer.args().get(0);
        if (first instanceof String role) {
            return new Grantee(authid, roles(List.of(role)), Dict.EMPTY, null, null);
        }
        if (!(first instanceof Map<?, ?> map)) {
            throw bad("the answer", "a role or a dictionary");
        }
        Dict said = Dict.of("answer", map).dict("answer");
        List<String> roles = said.strings("roles");
        return new Grantee(
                text(said, "authid", authid),
                roles(roles.isEmpty() ? List.of(text(said, "role", "")) : roles),
                said.dict("extra"),
                said.has("secret") ? cra(said) : null,
                said.has("pubkey") ? HexFormat.of().parseHex(text(said, "pubkey", "")) : null);
    }

    /** Does not tell what was said, which may be a secret. */
    private static IllegalArgumentException bad(String what, String expected) {
        return new IllegalArgumentException(what + " is not " + expected);
    }

    private static List<String> roles(List<String> names) {
        if (names.size() > MOST_ROLES || names.stream().anyMatch(name -> !isName(name))) {
            throw bad("'role' or 'roles'", "up to " + MOST_ROLES + " names");
        }
        return names.stream().map(Names::fold).distinct().toList();
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST;
    }

    private static String text(Dict said, String key, String absent) {
        Object value = said.has(key) ? said.get(key) : absent;
        if (value instanceof String text && text.length() <= LONGEST) {
            return text;
        }
        throw bad("'" + key + "'", "a string of up to " + LONGEST + " characters");
    }

    /** The secret is what the client's HMAC takes as a key: the password, salted and in Base64. */
    private static CraKey cra(Dict said) {
        return new CraKey(
                text(said, "salt", ""),
                number(said, "iterations", MOST_ITERATIONS),
                number(said, "keylen", LONGEST_KEY),
                text(said, "secret", "").getBytes(StandardCharsets.UTF_8));
    }

    private static int number(Dict said, String key, int most) {
        if (said.get(key) instanceof Long number && number >= 1 && number <= most) {
            return number.intValue();
        }
        throw bad("'" + key + "'", "a whole number from 1 to " + most);
    }
}
