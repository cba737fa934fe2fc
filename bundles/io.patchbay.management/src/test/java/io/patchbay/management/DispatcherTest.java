package io.patchbay.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.Session;
import io.patchbay.api.session.WampFailure;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

class DispatcherTest {
    private static final Uri ACME = Uri.of("com.acme");

    /** There is nobody but the one who calls. */
    private record Sessions(Session caller) implements LocalSessions {
        @Override
        public Optional<Session> find(Uri realm, long id) {
            return Optional.of(caller).filter(known -> known.id() == id);
        }

        @Override
        public CompletionStage<LocalSession> join(
                Uri realm, Dict hello, String answer, ConnectionInfo connection) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<LocalSession> open(Uri realm, Identity identity) {
            return Optional.empty();
        }

        @Override
        public Watch watch(RealmListener listener) {
            return () -> {};
        }
    }

    private final Catalogue catalogue = new Catalogue();

    DispatcherTest() {
        catalogue.add(
                () ->
                        List.of(
                                ManagementProcedure.ofSession("own.get", DispatcherTest::told, "a"),
                                ManagementProcedure.inRealm("some.get", DispatcherTest::told, "a")
                                        .optionally("b"),
                                ManagementProcedure.onMaster("all.get", DispatcherTest::told, "a"),
                                ManagementProcedure.inRealm("some.fail", call -> broken())));
    }

    private static CompletionStage<Payload> told(ManagementCall call) {
        return CompletableFuture.completedStage(
                Payload.of(
                        call.realm().toString(),
                        call.string("a"),
                        call.has("b") ? call.string("b") : ""));
    }

    private static CompletionStage<Payload> broken() {
        throw new IllegalStateException("a secret of the router");
    }

    private static Caller caller(Uri realm, String role) {
        return new Caller(realm, new Identity("joe", role, "test", "test", Dict.EMPTY), "denied");
    }

    private CompletableFuture<Payload> call(Session caller, String uri, Object... args) {
        return call(caller, Map.of("procedure", uri, "caller", Caller.ID), Payload.of(args));
    }

    private CompletableFuture<Payload> call(
            Session caller, Map<String, Object> details, Payload payload) {
        return new Dispatcher(new Sessions(caller), catalogue, Runnable::run)
                .answer(caller.realm(), Dict.of(details), payload)
                .toCompletableFuture();
    }

    private static WampFailure failure(CompletableFuture<Payload> answer) {
        try {
            throw new AssertionError("answered " + answer.join());
        } catch (CompletionException e) {
            return (WampFailure) e.getCause();
        }
    }

    private static void assertRefused(CompletableFuture<Payload> answer, String error) {
        assertThat(failure(answer).error()).hasToString(error);
    }

    @Test
    void theRealmIsThatOfTheSessionUnlessItIsNamed() {
        assertThat(call(caller(ACME, "ops"), "bondy.some.get", "x").join().args())
                .containsExactly("com.acme", "x", "");
        assertThat(call(caller(ACME, "ops"), "bondy.some.get", "COM.Acme", "x", "y").join().args())
                .containsExactly("com.acme", "x", "y");
        assertThat(
                        call(caller(RealmDirectory.MASTER, "ops"), "bondy.some.get", "com.b", "x")
                                .join()
                                .args())
                .containsExactly("com.b", "x", "");
        assertThat(call(caller(ACME, "ops"), "bondy.own.get", "x").join().args())
                .containsExactly("com.acme", "x", "");
    }

    @Test
    void othersAreForTheMasterRealm() {
        assertRefused(
                call(caller(ACME, "ops"), "bondy.some.get", "com.b", "x"),
                "wamp.error.not_authorized");
        assertRefused(call(caller(ACME, "ops"), "bondy.all.get", "x"), "wamp.error.not_authorized");
        assertThat(call(caller(RealmDirectory.MASTER, "ops"), "bondy.all.get", "x")).isCompleted();
    }

    @Test
    void anonymousClientsManageNothingButThemselves() {
        assertRefused(
                call(caller(ACME, "anonymous"), "bondy.some.get", "x"),
                "wamp.error.not_authorized");
        assertRefused(
                call(caller(RealmDirectory.MASTER, "anonymous"), "bondy.all.get", "x"),
                "wamp.error.not_authorized");
        assertThat(call(caller(ACME, "anonymous"), "bondy.own.get", "x")).isCompleted();
    }

    @ParameterizedTest
    @CsvSource({
        "bondy.nothing, wamp.error.no_such_procedure, ",
        "bondy.own.get, bondy.error.missing_required_value, a",
        "bondy.some.get, bondy.error.missing_required_value, a"
    })
    void whatIsMissingIsNamed(String uri, String error, String field) {
        WampFailure failure = failure(call(caller(ACME, "ops"), uri));

        assertThat(failure.error()).hasToString(error);
        assertThat(failure.payload().kwargs().get("field")).isEqualTo(field);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        assertRefused(
                call(caller(ACME, "ops"), "bondy.own.get", "x", "y"),
                "wamp.error.invalid_argument");
        assertRefused(
                call(caller(ACME, "ops"), "bondy.some.get", "com.acme", "x", "y", "z"),
                "wamp.error.invalid_argument");
        assertRefused(
                call(caller(ACME, "ops"), "bondy.some.get", 7L, "x"),
                "bondy.error.invalid_datatype");
    }

    @Test
    void whoIsDeniedAProcedureIsDeniedItByItsOtherNames() {
        var denied =
                new Caller(
                        ACME, new Identity("joe", "ops", "test", "test", Dict.EMPTY), "some.get");

        assertRefused(call(denied, "com.bondy.some.get", "x"), "wamp.error.not_authorized");
        assertRefused(call(denied, "bondy.security.find_some", "x"), "wamp.error.not_authorized");
    }

    @Test
    void whoHasLeftGetsNothing() {
        Map<String, Object> details = Map.of("procedure", "bondy.own.get", "caller", Caller.ID + 1);

        assertRefused(
                call(caller(ACME, "ops"), details, Payload.of("x")), "bondy.error.not_in_session");
    }

    @Test
    void aFaultOfTheRouterIsNotTold() {
        WampFailure failure = failure(call(caller(ACME, "ops"), "bondy.some.fail"));

        assertThat(failure.error()).hasToString("bondy.error.internal_error");
        assertThat(failure.payload().toString()).doesNotContain("secret");
    }

    @Test
    void whoComesWhileTooManyWaitIsTold() {
        Session caller = caller(ACME, "ops");
        var full =
                new Dispatcher(
                        new Sessions(caller),
                        catalogue,
                        task -> {
                            throw new RejectedExecutionException();
                        });

        assertRefused(
                full.answer(ACME, Dict.EMPTY, Payload.EMPTY).toCompletableFuture(),
                "bondy.error.too_many_requests");
    }
}
