package io.patchbay.security.procedure;

import static io.patchbay.security.procedure.AccessProcedures.invalid;
import static io.patchbay.security.procedure.AccessProcedures.notFound;

import io.patchbay.api.access.Action;
import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.Names;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether somebody has a permission now, as a session of it would: {@code bondy.rbac.authorize}.
 * The context may narrow its roles, and say what the resource matches.
 */
record Inquiry(Guard guard, ManagementCall call) {
    private static final String CONTEXT = "context";
    private static final String ROLES = "x_authroles";
    private static final String MATCH = "match";
    private static final Set<String> MEMBERS = Set.of("authrole", ROLES, MATCH);

    CompletionStage<Payload> answer() {
        String permission = call.string("permission");
        if (!GrantRecord.isPermission(permission)) {
            throw invalid("permission", permission, "a URI, say wamp.call");
        }
        Uri resource = Uri.of(call.string("resource"));
        Dict context = context();
        MatchPolicy match = match(context);
        Optional<Identity> identity = identity(context);
        return identity.map(found -> asked(found, permission, resource, match))
                .orElseGet(() -> CompletableFuture.completedStage(false))
                .thenApply(isGranted -> told(isGranted, permission, resource));
    }

    private static Payload told(boolean isGranted, String permission, Uri resource) {
        String message = "%s on '%s' is not granted".formatted(permission, resource);
        return isGranted
                ? Payload.of(true)
                : Payload.of(List.of(false), Map.of("message", message));
    }

    private CompletionStage<Boolean> asked(
            Identity identity, String permission, Uri resource, MatchPolicy match) {
        return GrantRecord.action(permission)
                .map(action -> asked(identity, action, resource, match))
                .orElseGet(
                        () ->
                                CompletableFuture.completedStage(
                                        guard.isGranted(identity, permission, resource, match)));
    }

    /** The procedure that a realm leaves decisions to is asked as for a message. */
    private CompletionStage<Boolean> asked(
            Identity identity, Action action, Uri resource, MatchPolicy match) {
        Rights rights = guard.rights(identity);
        CompletionStage<?> prepared =
                rights.takeTime() ? rights.prepare(action, resource, match) : null;
        return (prepared == null ? CompletableFuture.completedStage(null) : prepared)
                .thenApply(ready -> rights.allow(action, resource, match));
    }

    private Dict context() {
        if (!call.has(CONTEXT)) {
            return Dict.EMPTY;
        }
        Map<String, Object> context = call.dict(CONTEXT);
        for (String member : context.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw invalid(CONTEXT, member, "members " + new TreeSet<>(MEMBERS));
            }
        }
        return Dict.of(context);
    }

    private static MatchPolicy match(Dict context) {
        Object said = context.has(MATCH) ? context.get(MATCH) : MatchPolicy.EXACT.wireName();
        for (MatchPolicy policy : MatchPolicy.values()) {
            if (policy.wireName().equals(said)) {
                return policy;
            }
        }
        throw invalid(CONTEXT, String.valueOf(said), "match exact, prefix or wildcard");
    }

    /** As whom a session would be there; empty if none would. */
    private Optional<Identity> identity(Dict context) {
        String authid = call.string("authid");
        if (Names.fold(authid).equals(Names.ANONYMOUS)) {
            return Optional.of(new Identity(authid, Names.ANONYMOUS, "", "", Dict.EMPTY));
        }
        Account account = guard.account(authid).orElseThrow(() -> notFound("user", authid));
        return switch (entering(account, context)) {
            case Admission.Admitted admitted -> Optional.of(admitted.identity());
            case Admission.Refused refused when refused.equals(Admission.UNPROVEN) ->
                    Optional.empty();
            case Admission.Refused refused ->
                    throw invalid(CONTEXT, context.asMap(), "roles of the user");
        };
    }

    private Admission entering(Account account, Dict context) {
        try {
            return guard.enter(Identity.ofUser(account.username(), ""), context);
        } catch (InvalidOption e) {
            throw invalid(CONTEXT, context.asMap(), "authrole a string, " + ROLES + " a list");
        }
    }
}
