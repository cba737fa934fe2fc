package io.patchbay.security.procedure;

import static io.patchbay.api.management.ManagementProcedure.inRealm;

import io.patchbay.api.auth.AccessTokens.Granted;
import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.security.oauth.Members;
import io.patchbay.security.oauth.Tokens;
import io.patchbay.wamp.Payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code bondy.oauth2.*}. Any thread. */
final class OAuthProcedures {
    private static final int AT_ONCE = 1000;

    private final Tokens tokens;
    private final Members clients;
    private final Members owners;

    OAuthProcedures(Tokens tokens, Members clients, Members owners) {
        this.tokens = tokens;
        this.clients = clients;
        this.owners = owners;
    }

    List<ManagementProcedure> all() {
        var all = new ArrayList<ManagementProcedure>();
        all.addAll(of("oauth2.client.", "client_id", clients));
        all.addAll(of("oauth2.resource_owner.", "username", owners));
        all.add(inRealm("oauth2.resource_owners.list", call -> list(call, owners)));
        all.add(inRealm("oauth2.token.get", this::get, "client_id", "token"));
        all.add(inRealm("oauth2.token.refresh", this::refresh, "client_id", "token"));
        all.add(inRealm("oauth2.token.revoke", this::revoke, "client_id", "token"));
        all.add(inRealm("oauth2.token.revoke_all", this::revokeAll, "client_id", "authid"));
        return all;
    }

    private static List<ManagementProcedure> of(String prefix, String id, Members members) {
        return List.of(
                inRealm(
                        prefix + "add",
                        call -> Answer.once(members.add(call.realm(), call.dict("data"))),
                        "data"),
                inRealm(
                        prefix + "update",
                        call ->
                                Answer.once(
                                        members.update(
                                                call.realm(), call.string(id), call.dict("data"))),
                        id,
                        "data"),
                inRealm(
                        prefix + "delete",
                        call -> Answer.nothing(members.remove(call.realm(), call.string(id))),
                        id),
                inRealm(
                        prefix + "get",
                        call -> Answer.with(members.get(call.realm(), call.string(id))),
                        id),
                inRealm(prefix + "list", call -> list(call, members)));
    }

    private static CompletionStage<Payload> list(ManagementCall call, Members members) {
        int limit = (int) call.number("limit", AT_ONCE, AT_ONCE);
        return Answer.with(members.list(call.realm(), call.text("after", ""), limit));
    }

    private CompletionStage<Payload> get(ManagementCall call) {
        return Answer.with(
                tokens.lookUp(call.realm(), call.string("client_id"), call.string("token"))
                        .orElseThrow(OAuthProcedures::notFound));
    }

    private CompletionStage<Payload> refresh(ManagementCall call) {
        return tokens.refresh(call.realm(), call.string("client_id"), call.string("token"))
                .thenApply(granted -> told(granted.orElseThrow(OAuthProcedures::notFound)));
    }

    private static Payload told(Granted granted) {
        var told = new LinkedHashMap<String, Object>();
        told.put("token_type", "bearer");
        told.put("access_token", granted.accessToken());
        told.put("expires_in", granted.lifetimeS());
        told.put("scope", granted.scope());
        granted.refreshToken().ifPresent(token -> told.put("refresh_token", token));
        return Payload.of(told);
    }

    private static RuntimeException notFound() {
        return ManagementError.because(
                ManagementError.NOT_FOUND, "argument 'token' is no refresh token that is good");
    }

    private CompletionStage<Payload> revoke(ManagementCall call) {
        return Answer.nothing(
                tokens.revoke(call.realm(), call.string("client_id"), call.string("token")));
    }

    private CompletionStage<Payload> revokeAll(ManagementCall call) {
        return Answer.nothing(
                tokens.revokeAll(call.realm(), call.string("client_id"), call.string("authid")));
    }
}
