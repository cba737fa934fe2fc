package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Caller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The shipped router with the master realm, whose user {@code admin} may do everything, and the
 * realm {@code com.acme}, where {@code boss} may, {@code limited} may but for what is about users,
 * and {@code guest} may nothing. Anonymous clients are granted all, in both.
 */
final class ManagedRouter implements AutoCloseable {
    static final String MASTER = "com.leapsight.bondy";
    static final String REALM = "com.acme";
    static final String NOT_AUTHORIZED = "wamp.error.not_authorized";

    private static final String REALMS =
            """
            [{"uri": "com.leapsight.bondy", "authmethods": ["trust", "anonymous"],
              "users": [{"username": "admin"}],
              "sources": [
                {"usernames": "all", "authmethod": "trust", "cidr": "127.0.0.0/8"},
                {"usernames": ["anonymous"], "authmethod": "anonymous", "cidr": "127.0.0.0/8"}],
              "grants": [{"roles": ["all", "anonymous"], "uri": "", "match": "prefix",
                "permissions": ["wamp.call", "wamp.subscribe"]}]},
             {"uri": "com.acme", "authmethods": ["trust", "anonymous"],
              "groups": [{"name": "operators", "meta": {"shift": "day"}}],
              "users": [{"username": "boss", "groups": ["operators"]}, {"username": "guest"},
                {"username": "limited", "groups": ["operators"]}],
              "sources": [
                {"usernames": "all", "authmethod": "trust", "cidr": "127.0.0.0/8"},
                {"usernames": ["anonymous"], "authmethod": "anonymous", "cidr": "127.0.0.0/8"}],
              "grants": [
                {"roles": ["operators"], "uri": "", "match": "prefix",
                  "permissions": ["wamp.call", "wamp.subscribe", "wamp.register"]},
                {"roles": ["limited"], "uri": "bondy.user.", "match": "prefix",
                  "permissions": ["wamp.call"], "effect": "deny"},
                {"roles": ["anonymous"], "uri": "", "match": "prefix",
                  "permissions": ["wamp.call"]}]}]
            """;

    private final RouterProcess process;

    private ManagedRouter(RouterProcess process) {
        this.process = process;
    }

    static ManagedRouter start(Path folder) throws IOException {
        RouterProcess process = RouterProcess.in(folder);
        Files.writeString(process.etc("realms.json"), REALMS);
        process.start();
        var router = new ManagedRouter(process);
        patiently().until(router::answers);
        return router;
    }

    /** Plug-ins are not waited for when the router says that it is ready. */
    private boolean answers() throws IOException {
        try (Caller caller = caller(REALM, "guest")) {
            return caller.call("bondy.ping").error() == null;
        }
    }

    Caller caller(String realm, String user) throws IOException {
        return Caller.join(process.port("rawsocket-default"), realm, user);
    }

    Caller boss() throws IOException {
        return caller(REALM, "boss");
    }

    Caller admin() throws IOException {
        return caller(MASTER, "admin");
    }

    RouterProcess process() {
        return process;
    }

    /**
     * @param field the argument or part of it that is named; empty if none is
     */
    static void assertRefused(
            Caller caller, String error, String field, String procedure, Object... args)
            throws IOException {
        Caller.Answer answer = caller.call(procedure, args);
        assertThat(answer.error()).as("%s: %s", procedure, answer).isEqualTo(error);
        if (!field.isEmpty()) {
            assertThat(answer.kwargs())
                    .as("%s: %s", procedure, answer)
                    .containsEntry("field", field);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
