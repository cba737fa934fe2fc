package io.patchbay.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.stream.Stream;

/** Users of a realm file that was written for Bondy log in by the clients that others wrote. */
@ExtendWith(World.Extension.class)
class AuthenticationIT {
    private static final String REALM = "com.acme";

    /** A private key: the bytes from 0 to 31. */
    private static final String KEY =
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final World world;

    AuthenticationIT(World world) {
        this.world = world;
    }

    static Stream<Dialect> dialects() {
        return Stream.of(
                new Dialect(Library.AUTOBAHN_JS, Transport.WEBSOCKET, "json"),
                new Dialect(Library.WAMPY, Transport.WEBSOCKET, "msgpack"),
                new Dialect(Library.AUTOBAHN_PYTHON, Transport.RAW_SOCKET, "cbor"),
                new Dialect(Library.AUTOBAHN_PYTHON, Transport.WEBSOCKET_TLS, "json"));
    }

    private Map<String, Object> welcomed(Dialect dialect, String method, String authid, String by) {
        try (Client client = world.join(dialect, REALM, login(method, authid, by))) {
            return client.welcome();
        }
    }

    private static Map<String, String> login(String method, String authid, String secret) {
        return Map.of("method", method, "authid", authid, "secret", secret);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aUserLogsInByWampCra(Dialect dialect) {
        assertThat(welcomed(dialect, "wampcra", "alice", "correct horse"))
                .containsEntry("authid", "alice")
                .containsEntry("authrole", "ops")
                .containsEntry("authmethod", "wampcra");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aUserLogsInByCryptosign(Dialect dialect) {
        assertThat(welcomed(dialect, "cryptosign", "dev1", KEY))
                .containsEntry("authid", "dev1")
                .containsEntry("authmethod", "cryptosign");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aUserLogsInByItsPassword(Dialect dialect) {
        assertThat(welcomed(dialect, "password", "alice", "correct horse"))
                .containsEntry("authid", "alice")
                .containsEntry("authmethod", "password");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aUserLogsInByTheTicketThatItWasIssuedUntilItIsRevoked(Dialect dialect) {
        String device = dialect.library() + " " + dialect.transport();
        try (Client alice =
                world.join(dialect, REALM, login("password", "alice", "correct horse"))) {
            Map<?, ?> issued =
                    (Map<?, ?>)
                            alice.call(
                                            "bondy.ticket.issue",
                                            Payload.EMPTY.with("device_id", device))
                                    .args()
                                    .get(0);
            String ticket = (String) issued.get("ticket");

            assertThat(welcomed(dialect, "ticket", "alice", ticket))
                    .containsEntry("authid", "alice")
                    .containsEntry("authrole", "ops")
                    .containsEntry("authmethod", "ticket");
            assertRefused(dialect, login("ticket", "dev1", ticket));

            alice.call("bondy.ticket.revoke", Payload.of(ticket));
            assertRefused(dialect, login("ticket", "alice", ticket));
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whoHasAnotherSecretOrIsNobodyIsRefusedAlike(Dialect dialect) {
        assertRefused(dialect, login("wampcra", "alice", "incorrect"));
        assertRefused(dialect, login("wampcra", dialect.library() + "?", "correct horse"));
        assertRefused(dialect, login("cryptosign", "dev1", KEY.replace('0', '1')));
        // Whoever comes in need not wait for who failed before.
        welcomed(dialect, "wampcra", "alice", "correct horse");
        welcomed(dialect, "cryptosign", "dev1", KEY);
    }

    private void assertRefused(Dialect dialect, Map<String, String> login) {
        assertThatThrownBy(() -> world.join(dialect, REALM, login).close())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.uri())
                                        .isEqualTo("wamp.error.authentication_failed"));
    }
}
