package io.patchbay.security.oauth;

import io.patchbay.api.auth.AccessTokens;
import io.patchbay.security.key.SigningKey;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.SigningKeys;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.record.Draft;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.Records;
import io.patchbay.security.token.Jws;
import io.patchbay.wamp.Uri;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The tokens of OAuth 2 that realms have issued. What they are for is kept as long as one of them
 * is good; tokens of what is not kept are not good. Any thread; nothing blocks.
 */
public final class Tokens implements AccessTokens {
    private static final String VERSION = "1.1";

    private final Directory directory;
    private final Operations operations;
    private final Records records;
    private final SigningKeys keys;
    private final InstantSource clock;
    private volatile OAuthSettings settings;

    public Tokens(
            Directory directory,
            Operations operations,
            Records records,
            SigningKeys keys,
            OAuthSettings settings,
            InstantSource clock) {
        this.directory = directory;
        this.operations = operations;
        this.records = records;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    public void settings(OAuthSettings changed) {
        settings = changed;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    @Override
    public CompletionStage<Optional<Granted>> grant(Uri realm, Grant grant) {
        Optional<Account> account = directory.enabled(realm, grant.username());
        if (account.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        long now = now();
        var kept =
                new KeptGrant(
                        UUID.randomUUID().toString(),
                        account.get().username(),
                        grant.client(),
                        grant.device(),
                        0,
                        now,
                        now + (grant.isRefreshable() ? settings.refreshS() : settings.accessS()),
                        grant.isRefreshable(),
                        account.get().keeper().credentials());
        return operations
                .perform(
                        (draft, happenings) -> {
                            draft.put(kept.recordId(realm), kept.json());
                            makeRoom(draft, realm, kept);
                        })
                .thenCompose(done -> signed(realm, account.get(), kept));
    }

    /** What has expired goes, and what was issued first if there are too many. */
    private void makeRoom(Draft draft, Uri realm, KeptGrant added) {
        List<KeptGrant> others = kept(draft, realm, added.username());
        others.removeIf(other -> other.id().equals(added.id()));
        others.sort(Comparator.comparingLong(other -> -other.issuedAt()));
        for (int i = 0; i < others.size(); i++) {
            if (i >= settings.perUser() - 1 || others.get(i).expiresAt() <= now()) {
                draft.remove(others.get(i).recordId(realm));
            }
        }
    }

    private static List<KeptGrant> kept(RecordView view, Uri realm, String username) {
        var kept = new ArrayList<KeptGrant>();
        view.forEach(
                RecordId.TOKENS,
                RecordId.userPrefix(realm, username),
                (id, value) -> RecordView.read(id, value, KeptGrant::read).ifPresent(kept::add));
        return kept;
    }

    private CompletionStage<Optional<Granted>> signed(Uri realm, Account account, KeptGrant kept) {
        return keys.of(realm)
                .thenApply(
                        key ->
                                Optional.of(
                                        new Granted(
                                                access(realm, account, kept, key),
                                                settings.accessS(),
                                                kept.isRefreshable()
                                                        ? Optional.of(refresh(realm, kept, key))
                                                        : Optional.empty(),
                                                String.join(",", account.user().groups()))));
    }

    private String access(Uri realm, Account account, KeptGrant kept, SigningKey key) {
        List<String> groups = account.user().groups();
        Map<String, Object> claims = claims(realm, kept, key);
        claims.put("vsn", VERSION);
        claims.put("exp", now() + settings.accessS());
        claims.put("auth", Map.of("scope", String.join(",", groups), "roles", groups));
        claims.put("groups", groups);
        claims.put("meta", account.user().meta());
        return Jws.sign(key, claims);
    }

    private String refresh(Uri realm, KeptGrant kept, SigningKey key) {
        Map<String, Object> claims = claims(realm, kept, key);
        claims.put("turn", kept.turn());
        claims.put("exp", kept.expiresAt());
        return Jws.sign(key, claims);
    }

    private Map<String, Object> claims(Uri realm, KeptGrant kept, SigningKey key) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("id", kept.id());
        claims.put("iat", now());
        claims.put("kid", key.kid());
        claims.put("iss", kept.client());
        claims.put("device", kept.device());
        claims.put("aud", realm.toString());
        claims.put("sub", kept.username());
        return claims;
    }

    /**
     * What a client sent, which was signed by the realm and has not expired.
     *
     * @param turn of a refresh token; empty for an access token
     */
    private record Shown(
            String id, String username, String client, String device, Optional<Long> turn) {}

    private Optional<Shown> read(Uri realm, String token) {
        return Jws.read(token).flatMap(jws -> read(realm, jws));
    }

    private Optional<Shown> read(Uri realm, Jws jws) {
        try {
            var claims = jws.claims();
            boolean isGood =
                    claims.get("aud").text().equals(realm.toString())
                            && now() < claims.get("exp").large()
                            && keys.find(realm, jws.kid()).filter(jws::isBy).isPresent();
            return isGood
                    ? Optional.of(
                            new Shown(
                                    claims.get("id").text(),
                                    claims.get("sub").text(),
                                    claims.get("iss").text(),
                                    claims.get("device").text(),
                                    claims.has("turn")
                                            ? Optional.of(claims.get("turn").large())
                                            : Optional.empty()))
                    : Optional.empty();
        } catch (InvalidRecord e) {
            return Optional.empty();
        }
    }

    private static Optional<KeptGrant> kept(RecordView view, Uri realm, Shown shown) {
        RecordId id =
                RecordId.grantOfToken(realm, shown.username(), shown.client(), shown.device());
        return view.bytes(id)
                .flatMap(value -> RecordView.read(id, value, KeptGrant::read))
                .filter(kept -> kept.id().equals(shown.id()));
    }

    /** The user of an access token; empty if it is none, or not good any more. */
    public Optional<String> holder(Uri realm, String token) {
        return read(realm, token)
                .filter(shown -> shown.turn().isEmpty())
                .flatMap(shown -> kept(records, realm, shown))
                .filter(kept -> hasSameCredentials(realm, kept))
                .map(KeptGrant::username);
    }

    private boolean hasSameCredentials(Uri realm, KeptGrant kept) {
        return directory
                .enabled(realm, kept.username())
                .filter(found -> found.keeper().credentials().equals(kept.credentials()))
                .isPresent();
    }

    @Override
    public CompletionStage<Optional<Granted>> refresh(
            Uri realm, String client, String refreshToken) {
        Optional<Shown> shown = refreshToken(realm, client, refreshToken);
        if (shown.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return operations
                .submit((draft, happenings) -> turned(draft, realm, shown.get()))
                .thenCompose(
                        kept ->
                                kept.isEmpty()
                                        ? CompletableFuture.completedStage(Optional.empty())
                                        : signedAgain(realm, kept.get()));
    }

    private CompletionStage<Optional<Granted>> signedAgain(Uri realm, KeptGrant kept) {
        return directory
                .enabled(realm, kept.username())
                .map(account -> signed(realm, account, kept))
                .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
    }

    private Optional<Shown> refreshToken(Uri realm, String client, String token) {
        return read(realm, token)
                .filter(shown -> shown.turn().isPresent() && shown.client().equals(client));
    }

    /** Who comes with a token that was used before may have stolen it, or it was stolen from. */
    private Optional<KeptGrant> turned(Draft draft, Uri realm, Shown shown) {
        Optional<KeptGrant> kept = kept(draft, realm, shown);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        KeptGrant before = kept.get();
        if (before.turn() != shown.turn().orElseThrow() || !hasSameCredentials(realm, before)) {
            draft.remove(before.recordId(realm));
            return Optional.empty();
        }
        var next =
                new KeptGrant(
                        before.id(),
                        before.username(),
                        before.client(),
                        before.device(),
                        before.turn() + 1,
                        now(),
                        now() + settings.refreshS(),
                        true,
                        before.credentials());
        draft.put(next.recordId(realm), next.json());
        return Optional.of(next);
    }

    @Override
    public CompletionStage<Void> revoke(Uri realm, String client, String refreshToken) {
        Optional<Shown> shown = refreshToken(realm, client, refreshToken);
        return operations.perform(
                (draft, happenings) ->
                        shown.flatMap(found -> kept(draft, realm, found))
                                .ifPresent(kept -> draft.remove(kept.recordId(realm))));
    }

    /** All tokens that a user has at a client end. */
    public CompletionStage<Void> revokeAll(Uri realm, String client, String username) {
        String name = directory.enabled(realm, username).map(Account::username).orElse(username);
        return operations.perform(
                (draft, happenings) ->
                        kept(draft, realm, name).stream()
                                .filter(kept -> kept.client().equals(client))
                                .forEach(kept -> draft.remove(kept.recordId(realm))));
    }

    /** What may be told of a refresh token; empty if it is not good. */
    public Optional<Map<String, Object>> lookUp(Uri realm, String client, String refreshToken) {
        return refreshToken(realm, client, refreshToken)
                .flatMap(
                        shown ->
                                kept(records, realm, shown)
                                        .filter(kept -> kept.turn() == shown.turn().orElseThrow()))
                .map(KeptGrant::shown);
    }
}
