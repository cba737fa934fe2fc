package io.patchbay.core.meta;

import io.patchbay.core.realm.Realm;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * {@code wamp.session.*}. The router's own sessions are neither counted nor listed. Specification:
 * Advanced Profile, "Session Meta API".
 */
final class SessionProcedures {
    private static final int ATTRIBUTES_BYTES = 16 << 10;

    private final Realm realm;

    SessionProcedures(Realm realm) {
        this.realm = realm;
    }

    Map<String, MetaProcedure> byName() {
        return Map.of(
                "count", this::count,
                "list", this::list,
                "get", this::get,
                "kill", this::kill,
                "kill_by_authid", this::killByAuthid,
                "kill_by_authrole", this::killByAuthrole,
                "kill_all", this::killAll,
                "modify_details", this::modifyDetails);
    }

    private void count(MetaCall call) {
        var filter = filter(call);
        if (filter == null) {
            call.answer(realm.sessionCount());
            return;
        }
        var count = new int[1];
        forEach(call, Page.ALL, filter, session -> count[0]++, () -> call.answer(count[0]));
    }

    private void list(MetaCall call) {
        var filter = filter(call);
        var ids = new ArrayList<Long>();
        forEach(
                call,
                Page.of(call),
                filter == null ? session -> !session.isTrusted() : filter,
                session -> ids.add(session.id()),
                () -> call.answer(ids));
    }

    private void forEach(
            MetaCall call,
            Page page,
            Predicate<RouterSession> wanted,
            Consumer<RouterSession> action,
            Runnable end) {
        page.forEach(call.caller(), realm.sessionsFrom(page.first()), wanted, action, end);
    }

    private static @Nullable Predicate<RouterSession> filter(MetaCall call) {
        List<String> roles = call.strings(0, "filter_authroles");
        return roles == null
                ? null
                : session -> !session.isTrusted() && roles.contains(session.identity().authrole());
    }

    private void get(MetaCall call) {
        RouterSession session = find(call);
        if (session != null) {
            call.answer(SessionDetails.of(session));
        }
    }

    /** The session that is meant; if there is none, the call has been answered. */
    private @Nullable RouterSession find(MetaCall call) {
        long id = call.id(0, "session");
        RouterSession session = realm.session(id);
        if (session == null) {
            call.refuse(WampError.NO_SUCH_SESSION, "there is no session " + id);
        }
        return session;
    }

    private void kill(MetaCall call) {
        Farewell farewell = Farewell.of(call);
        RouterSession session = find(call);
        if (session == null) {
            return;
        }
        if (session == call.caller()) {
            call.refuse(WampError.NO_SUCH_SESSION, "there is no other session " + session.id());
        } else if (session.isTrusted()) {
            call.refuse(WampError.NOT_AUTHORIZED, "this is a session of the router itself");
        } else {
            farewell.tell(session);
            call.answer();
        }
    }

    private void killByAuthid(MetaCall call) {
        String authid = call.string(0, "authid");
        kill(
                call,
                session -> session.identity().authid().equals(authid),
                Farewell.of(call)::tell,
                call::answer);
    }

    private void killByAuthrole(MetaCall call) {
        String authrole = call.string(0, "authrole");
        kill(
                call,
                session -> session.identity().authrole().equals(authrole),
                Farewell.of(call)::tell,
                killed -> call.answer(killed.size()));
    }

    private void killAll(MetaCall call) {
        Farewell farewell = Farewell.of(call);
        kill(
                call,
                session -> true,
                session -> {
                    session.leaveUnannounced();
                    farewell.tell(session);
                },
                killed -> call.answer(killed.size()));
    }

    /** All but the caller's own session and those of the router itself. */
    private void kill(
            MetaCall call,
            Predicate<RouterSession> wanted,
            Consumer<RouterSession> end,
            Consumer<List<Long>> answer) {
        var killed = new ArrayList<Long>();
        forEach(
                call,
                Page.ALL,
                session -> session != call.caller() && !session.isTrusted() && wanted.test(session),
                session -> {
                    killed.add(session.id());
                    end.accept(session);
                },
                () -> answer.accept(killed));
    }

    /** An addition to the specification, named and shaped as other routers have it. */
    private void modifyDetails(MetaCall call) {
        Map<?, ?> changes = call.dict(1, "details");
        RouterSession session = find(call);
        if (session != null) {
            session.modifyAttributes(attributes -> modified(attributes, changes));
            call.answer();
        }
    }

    private static Dict modified(Dict attributes, Map<?, ?> changes) {
        var modified = new LinkedHashMap<>(attributes.asMap());
        changes.forEach(
                (key, value) -> {
                    if (SessionDetails.OWN.contains(String.valueOf(key))) {
                        throw new InvalidArgument("details", key, "no key that identifies it");
                    }
                    if (value == null) {
                        modified.remove(String.valueOf(key));
                    } else {
                        modified.put(String.valueOf(key), value);
                    }
                });
        if (Size.of(modified) > ATTRIBUTES_BYTES) {
            throw new InvalidArgument(
                    "details", changes, "less than " + ATTRIBUTES_BYTES + " bytes in all");
        }
        return Dict.of(modified);
    }
}
