package io.patchbay.security.procedure;

import static io.patchbay.api.management.ManagementProcedure.inRealm;
import static io.patchbay.api.management.ManagementProcedure.ofSession;

import io.patchbay.api.access.Action;
import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.Session;
import io.patchbay.security.ticket.Scope;
import io.patchbay.security.ticket.Ticket;
import io.patchbay.security.ticket.TicketRequest;
import io.patchbay.security.ticket.Tickets;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** {@code bondy.ticket.*}. Any thread. */
final class TicketProcedures {
    private static final int LONGEST = 200;

    private final Tickets tickets;

    TicketProcedures(Tickets tickets) {
        this.tickets = tickets;
    }

    List<ManagementProcedure> all() {
        return List.of(
                ofSession("ticket.issue", this::issue),
                inRealm("ticket.verify", this::verify, "ticket"),
                inRealm("ticket.revoke", this::revoke, "ticket"),
                inRealm("ticket.revoke_all", this::revokeAll, "authid"));
    }

    private CompletionStage<Payload> issue(ManagementCall call) {
        Session caller = call.caller();
        Identity identity = caller.identity();
        if (!identity.authprovider().equals(Identity.REALM_USER)
                || !tickets.mayHave(identity.authmethod())) {
            throw notAuthorized("a session by '" + identity.authmethod() + "' is given no tickets");
        }
        TicketRequest request = request(call.keywords());
        Scope scope = tickets.scope(caller.realm(), identity.authid(), request);
        check(caller, Action.ISSUE, scope.kind());
        return tickets.issue(
                        caller.realm(),
                        identity.authid(),
                        identity.authmethod(),
                        scope,
                        request.lifetimeS())
                .thenApply(TicketProcedures::told);
    }

    private static Payload told(Tickets.Issued issued) {
        var told = new LinkedHashMap<String, Object>();
        told.put("ticket", issued.text());
        told.put("id", issued.ticket().id());
        told.put("issued_at", issued.ticket().issuedAt());
        told.put("expires_at", issued.ticket().expiresAt());
        told.put("scope", issued.ticket().scope().json());
        return Payload.of(told);
    }

    private static TicketRequest request(Map<String, Object> keywords) {
        return new TicketRequest(
                seconds(keywords),
                allowSso(keywords),
                text(keywords, "client_ticket", Integer.MAX_VALUE),
                text(keywords, "client_id", LONGEST),
                text(keywords, "device_id", LONGEST));
    }

    private static long seconds(Map<String, Object> keywords) {
        return switch (keywords.get("expiry_time_secs")) {
            case null -> 0;
            case Long seconds when seconds > 0 -> seconds;
            default -> throw invalid("expiry_time_secs", "a whole number of seconds from 1");
        };
    }

    private static boolean allowSso(Map<String, Object> keywords) {
        return switch (keywords.get("allow_sso")) {
            case null -> true;
            case Boolean allowed -> allowed;
            default -> throw invalid("allow_sso", "true or false");
        };
    }

    private static @Nullable String text(Map<String, Object> keywords, String key, int longest) {
        return switch (keywords.get(key)) {
            case null -> null;
            case String text
                    when !text.isEmpty()
                            && text.length() <= longest
                            && text.chars().noneMatch(Character::isISOControl) ->
                    text;
            default ->
                    throw invalid(
                            key, "a string of 1 to " + longest + " characters that can be seen");
        };
    }

    private static RuntimeException invalid(String what, String expected) {
        return ManagementError.because(
                ManagementError.INVALID_VALUE,
                "keyword argument '" + what + "' is not " + expected,
                what);
    }

    private CompletionStage<Payload> verify(ManagementCall call) {
        return Answer.with(good(call).claims());
    }

    private Ticket good(ManagementCall call) {
        return tickets.verify(call.realm(), call.string("ticket"))
                .orElseThrow(
                        () ->
                                ManagementError.because(
                                        Uri.of("bondy.error.bad_signature"),
                                        "argument 'ticket' is not a ticket that is good here now",
                                        "ticket"));
    }

    /** One's own anybody may revoke; a ticket that is not good any more needs no more. */
    private CompletionStage<Payload> revoke(ManagementCall call) {
        Ticket ticket = good(call);
        if (!isOwn(call, ticket.authid())) {
            check(call.caller(), Action.REVOKE, ticket.scope().kind());
        }
        return Answer.nothing(tickets.revoke(ticket));
    }

    private CompletionStage<Payload> revokeAll(ManagementCall call) {
        String authid = call.string("authid");
        if (!isOwn(call, authid)
                && !call.caller()
                        .rights()
                        .allow(Action.REVOKE, Uri.of(Scope.KINDS), MatchPolicy.PREFIX)) {
            throw notGranted(Action.REVOKE, Scope.KINDS);
        }
        return Answer.nothing(tickets.revokeAll(call.realm(), authid));
    }

    private static boolean isOwn(ManagementCall call, String authid) {
        Session caller = call.caller();
        return caller.identity().authprovider().equals(Identity.REALM_USER)
                && caller.identity().authid().equals(authid)
                && caller.realm().equals(call.realm());
    }

    private static void check(Session caller, Action action, Uri kind) {
        if (!caller.rights().allow(action, kind, MatchPolicy.EXACT)) {
            throw notGranted(action, kind.toString());
        }
    }

    private static RuntimeException notGranted(Action action, String resource) {
        return notAuthorized(action.permission() + " on '" + resource + "' is not granted");
    }

    private static RuntimeException notAuthorized(String why) {
        return ManagementError.because(WampError.NOT_AUTHORIZED, why);
    }
}
