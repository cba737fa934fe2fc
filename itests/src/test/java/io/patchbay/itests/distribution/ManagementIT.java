package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Caller;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The management procedures as clients of the shipped router call them. */
class ManagementIT {
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
              "groups": [{"name": "operators"}],
              "users": [{"username": "boss", "groups": ["operators"]}, {"username": "guest"}],
              "sources": [
                {"usernames": "all", "authmethod": "trust", "cidr": "127.0.0.0/8"},
                {"usernames": ["anonymous"], "authmethod": "anonymous", "cidr": "127.0.0.0/8"}],
              "grants": [
                {"roles": ["operators"], "uri": "", "match": "prefix",
                  "permissions": ["wamp.call", "wamp.subscribe", "wamp.register"]},
                {"roles": ["anonymous"], "uri": "", "match": "prefix",
                  "permissions": ["wamp.call"]}]}]
            """;

    @TempDir private static Path folder;

    private static RouterProcess router;

    @BeforeAll
    static void start() throws IOException {
        router = RouterProcess.in(folder);
        Files.writeString(router.etc("realms.json"), REALMS);
        router.start();
        patiently().until(ManagementIT::answers);
    }

    /** Plug-ins are not waited for when the router says that it is ready. */
    private static boolean answers() throws IOException {
        try (Caller caller = caller("com.acme", "guest")) {
            return caller.call("bondy.ping").error() == null;
        }
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    private static Caller caller(String realm, String user) throws IOException {
        return Caller.join(router.port("rawsocket-default"), realm, user);
    }

    @Test
    void everySessionMayPing() throws IOException {
        for (String user : List.of("boss", "guest", "anonymous")) {
            try (Caller caller = caller("com.acme", user)) {
                assertThat(caller.result("bondy.ping")).isEqualTo("pong");
                assertThat(caller.result("com.bondy.ping")).isEqualTo("pong");
                assertThat(caller.result("com.leapsight.bondy.ping")).isEqualTo("pong");
            }
        }
    }

    @Test
    void whatThereIsNotIsNoProcedure() throws IOException {
        try (Caller boss = caller("com.acme", "boss")) {
            assertThat(boss.call("bondy.cluster.members").error())
                    .isEqualTo("wamp.error.no_such_procedure");
        }
    }
}
