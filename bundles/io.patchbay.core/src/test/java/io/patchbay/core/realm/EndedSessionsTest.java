package io.patchbay.core.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.operation.GroupOperations;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.SessionCloser;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.password.Passwords;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What happens to sessions when something changes about the users whose they are. */
class EndedSessionsTest {
    private static final Uri REALM = Uri.of(RouterKit.REALM);
    private static final Uri SSO = Uri.of("com.sso");
    private static final String REALMS =
            """
            [{"uri": "realm1", "authmethods": ["anonymous", "ticket"], "sso_realm_uri": "com.sso",
              "groups": [{"name": "ops"}, {"name": "staff"}],
              "users": [{"username": "joe", "groups": ["ops"], "password": "correct horse"},
                {"username": "jane", "groups": ["ops"]},
                {"username": "sam", "sso_realm_uri": "com.sso", "groups": ["ops"]}],
              "sources": [
                {"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "test", "cidr": "127.0.0.0/8"}],
              "grants": [{"roles": "ops", "uri": "", "match": "prefix",
                "permissions": ["wamp.publish"]}]},
             {"uri": "com.sso", "is_sso_realm": true,
              "users": [{"username": "sam", "password": "battery staple"}]}]
            """;

    private final RouterKit kit = new RouterKit(2);
    private final Operations operations = new Operations(kit.records());
    private final Passwords passwords = new Passwords(new Passwords.Bounds(1, 64));
    private final UserOperations users =
            new UserOperations(operations, new KeptPasswords(passwords));
    private final SessionCloser closer = new SessionCloser(kit.directory(), kit.records());

    @BeforeEach
    void realms() {
        kit.realms(REALMS);
        operations.listen(closer);
        kit.watcher().listen(closer::credentialsChanged);
        closer.connect(
                (realm, which, reason, message) ->
                        kit.realms()
                                .find(realm)
                                .orElseThrow()
                                .end(which, reason, Dict.of("message", message)));
    }

    @AfterEach
    void nothingIsLeft() {
        operations.close();
        passwords.close();
        kit.close();
    }

    /** A client that has proven to be that user. */
    private TestClient join(int loop, String username) {
        var identity = new Identity(username, "", "test", Identity.REALM_USER, Dict.EMPTY);
        CompletionStage<AuthOutcome> accepted =
                CompletableFuture.completedStage(new AuthOutcome.Accepted(identity));
        kit.doorman().add("ticket", new ScriptedAuth(() -> accepted, signature -> accepted));
        TestClient client = kit.connect(loop, RouterKit.MSGPACK);
        client.join(RouterKit.REALM, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        return client;
    }

    private <T> T done(CompletionStage<T> stage) {
        T result = stage.toCompletableFuture().join();
        kit.settle();
        return result;
    }

    private void assertEnded(TestClient client, String message) {
        Message.Goodbye goodbye = client.next(Message.Goodbye.class);
        assertThat(goodbye.reason()).isEqualTo(WampError.KILLED);
        assertThat(goodbye.details().string("message")).isEqualTo(message);
        client.send(new Message.Goodbye(Dict.EMPTY, WampError.GOODBYE_AND_OUT));
        kit.settle();
        assertThat(client.connection().closeReason()).isEqualTo(CloseReason.GOING_AWAY);
    }

    private static void assertStays(TestClient client) {
        assertThat(client.received()).isEmpty();
        assertThat(client.connection().isGone()).isFalse();
    }

    @Test
    void aChangeOfThePasswordEndsTheOtherSessionsOfTheUser() {
        TestClient caller = join(0, "joe");
        TestClient other = join(1, "joe");
        TestClient jane = join(0, "jane");

        done(
                users.by(caller.session())
                        .changePassword(REALM, "joe", "another one", "correct horse"));

        assertEnded(other, "the credentials have changed");
        assertStays(caller);
        assertStays(jane);
    }

    @Test
    void aChangeOfKeysEndsAllSessionsOfTheUserIfNoneOfThemAskedForIt() {
        TestClient joe = join(0, "joe");

        done(users.update(REALM, "joe", Map.of("authorized_keys", List.of("ab".repeat(32)))));

        assertEnded(joe, "the credentials have changed");
    }

    @Test
    void whoIsDisabledOrDeletedIsSentAway() {
        TestClient joe = join(0, "joe");
        TestClient jane = join(1, "jane");

        done(users.disable(REALM, "joe"));
        done(users.remove(REALM, "jane"));

        assertEnded(joe, "the user may not come in any more");
        assertEnded(jane, "the user may not come in any more");
    }

    @Test
    void soAreThoseForWhomOthersVouchUnderItsNames() {
        done(users.addAlias(REALM, "jane", "janet"));
        TestClient joe = kit.joinAs(0, "Joe", "guest");
        TestClient jane = kit.joinAs(0, "janet", "guest");
        TestClient other = kit.joinAs(1, "joseph", "guest");

        done(users.remove(REALM, "joe"));
        done(users.disable(REALM, "jane"));

        assertEnded(joe, "the user may not come in any more");
        assertEnded(jane, "the user may not come in any more");
        assertStays(other);
        assertStays(kit.joinAs(0, "joe", "guest"));
    }

    @Test
    void aGuestStaysWhenTheUserOfItsNameChangesOtherwise() {
        TestClient guest = kit.joinAs(0, "joe", "guest");
        TestClient stranger = kit.joinAs(1, "sally", "guest");
        done(users.add(SSO, Map.of("username", "sally")));

        done(users.changePassword(REALM, "joe", "another one", null));
        done(users.update(SSO, "sally", Map.of("meta", Map.of("floor", 1))));
        done(users.remove(SSO, "sally"));

        assertStays(guest);
        assertStays(stranger);
    }

    @Test
    void sessionsThatBundlesOpenStay() {
        Identity guest = new Identity("jane", "guest", "test", "test", Dict.EMPTY);
        var local = kit.localSessions().open(REALM, guest).orElseThrow();

        done(users.remove(REALM, "jane"));

        assertThat(kit.realm().session(local.id())).isNotNull();
        local.close();
    }

    /** A client whom the router has begun to ask who it is. */
    private TestClient knocking(CompletableFuture<AuthOutcome> outcome) {
        kit.doorman().add("ticket", new ScriptedAuth(() -> outcome, signature -> outcome));
        TestClient client = kit.connect(0, RouterKit.MSGPACK);
        Dict details =
                TestClient.ALL_ROLES.with("authmethods", List.of("ticket")).with("authid", "joe");
        client.send(new Message.Hello(REALM, details));
        kit.settle();
        return client;
    }

    @Test
    void whoProvesAnOldPasswordWhileItChangesDoesNotStay() {
        var outcome = new CompletableFuture<AuthOutcome>();
        TestClient joe = knocking(outcome);

        done(users.changePassword(REALM, "joe", "another one", null));
        outcome.complete(new AuthOutcome.Accepted(Identity.ofUser("joe", "ticket")));
        kit.settle();

        joe.next(Message.Welcome.class);
        assertEnded(joe, "the user has changed meanwhile");
        assertStays(join(0, "joe"));
    }

    @Test
    void whoIsDisabledOrDeletedWhileItProvesWhoItIsDoesNotComeIn() {
        var outcome = new CompletableFuture<AuthOutcome>();
        TestClient user = knocking(outcome);

        done(users.disable(REALM, "joe"));
        outcome.complete(new AuthOutcome.Accepted(Identity.ofUser("joe", "ticket")));
        kit.settle();

        assertThat(user.next(Message.Abort.class).reason())
                .isEqualTo(WampError.AUTHENTICATION_FAILED);
    }

    @Test
    void otherChangesMeanwhileDoNotMatter() {
        var outcome = new CompletableFuture<AuthOutcome>();
        TestClient joe = knocking(outcome);

        done(users.update(REALM, "joe", Map.of("meta", Map.of("floor", 1))));
        done(users.changePassword(REALM, "jane", "another one", null));
        outcome.complete(new AuthOutcome.Accepted(Identity.ofUser("joe", "ticket")));
        kit.settle();

        joe.next(Message.Welcome.class);
        assertStays(joe);
    }

    @Test
    void whomTheRealmFileDisablesOrRemovesIsSentAway() {
        TestClient joe = join(0, "joe");
        TestClient jane = join(1, "jane");
        TestClient sam = join(0, "sam");
        TestClient guest = kit.joinAs(1, "jane", "guest");

        kit.realms(
                REALMS.replace("{\"username\": \"jane\", \"groups\": [\"ops\"]},", "")
                        .replace(
                                "{\"username\": \"joe\",",
                                "{\"username\": \"joe\", \"enabled\": false,"));

        assertEnded(joe, "the user may not come in any more");
        assertEnded(jane, "the user may not come in any more");
        assertEnded(guest, "the user may not come in any more");
        assertStays(sam);
    }

    @Test
    void whoseCredentialsTheRealmFileChangesIsSentAway() {
        TestClient joe = join(0, "joe");
        TestClient jane = join(1, "jane");
        TestClient sam = join(0, "sam");

        kit.realms(
                REALMS.replace("correct horse", "another one")
                        .replace("battery staple", "another one"));

        assertEnded(joe, "the credentials have changed");
        assertEnded(sam, "the credentials have changed");
        assertStays(jane);
    }

    @Test
    void whatChangesInTheRealmOfTheCredentialsEndsSessionsElsewhere() {
        TestClient sam = join(0, "sam");
        TestClient joe = join(1, "joe");

        done(users.changePassword(SSO, "sam", "another one", null));

        assertEnded(sam, "the credentials have changed");
        assertStays(joe);
        sam = join(0, "sam");
        done(users.disable(SSO, "sam"));
        assertEnded(sam, "the user may not come in any more");
    }

    @Test
    void otherChangesEndNoSessionAndTakeEffectOnTheNextMessage() {
        TestClient joe = join(0, "joe");
        joe.publish("com.a", Dict.of("acknowledge", true), Payload.EMPTY);
        joe.next(Message.Published.class);

        done(users.update(REALM, "joe", Map.of("groups", List.of("staff"))));
        joe.publish("com.a", Dict.of("acknowledge", true), Payload.EMPTY);
        assertThat(joe.next(Message.Error.class).error()).isEqualTo(WampError.NOT_AUTHORIZED);

        done(
                new GroupOperations(operations)
                        .update(REALM, "staff", Map.of("groups", List.of("ops"))));
        joe.publish("com.a", Dict.of("acknowledge", true), Payload.EMPTY);
        joe.next(Message.Published.class);
        assertStays(joe);
    }

    @Test
    void theRoutersOwnSessionsAreNeverEnded() {
        var own = kit.local(Identity.TRUSTED);
        TestClient joe = join(0, "joe");

        assertThat(kit.realm().end(session -> true, WampError.NORMAL, Dict.EMPTY)).isOne();

        kit.settle();
        assertThat(joe.next(Message.Goodbye.class).reason()).isEqualTo(WampError.NORMAL);
        assertThat(kit.realm().session(own.id())).isNotNull();
    }
}
