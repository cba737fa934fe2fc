package io.patchbay.security.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.RealmKit;
import io.patchbay.security.record.SourceRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

class RulebookTest {
    private static final String REALMS =
            """
            [{"uri": "com.proto", "is_prototype": true, "authmethods": ["ticket", "trust"],
              "sources": [
                {"usernames": "all", "authmethod": "ticket", "cidr": "0.0.0.0/0"},
                {"usernames": "anonymous", "authmethod": "trust", "cidr": "0.0.0.0/0"}]},
             {"uri": "com.child", "prototype_uri": "com.proto",
              "users": [{"username": "joe"}],
              "sources": [
                {"usernames": "all", "authmethod": "trust", "cidr": "10.0.0.0/8"},
                {"usernames": ["joe"], "authmethod": "trust", "cidr": "10.1.0.0/16"},
                {"usernames": ["anonymous"], "authmethod": "trust", "cidr": "::1/128"}]},
             {"uri": "com.open", "security_enabled": false, "authmethods": ["anonymous", "ticket"],
              "sources": []},
             {"uri": "com.closed", "allow_connections": false}]
            """;

    private final RealmKit kit = new RealmKit(REALMS);

    private Optional<SourceRecord> source(String method, String username, String address) {
        var remote = new InetSocketAddress(address, 1);
        return kit.guard("com.child")
                .rulebook()
                .source(
                        method,
                        username,
                        new ConnectionInfo("test", "test", remote, false, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "trust, joe, 10.1.0.1, 10.1.0.0/16",
        "trust, jim, 10.1.0.1, 10.0.0.0/8",
        "trust, joe, 10.2.0.1, 10.0.0.0/8",
        "trust, joe, 11.0.0.1, ",
        "trust, anonymous, 10.1.0.1, ",
        "trust, anonymous, ::1, 0:0:0:0:0:0:0:1/128",
        "ticket, jim, 11.0.0.1, 0.0.0.0/0",
        "other, joe, 10.1.0.1, "
    })
    void aUserComesInByTheSourceWithTheSmallestRange(
            String method, String username, String address, String range) {
        assertThat(source(method, username, address).map(source -> source.cidr().toString()))
                .isEqualTo(Optional.ofNullable(range));
    }

    @Test
    void aRealmTakesTheMethodsOfItsPrototypeUnlessItHasItsOwn() {
        assertThat(accepts("com.child", "trust")).isTrue();
        assertThat(accepts("com.child", "anonymous")).isFalse();

        kit.realms(
                REALMS.replace("\"prototype_uri\"", "\"authmethods\": [\"x\"], \"prototype_uri\""));

        assertThat(accepts("com.child", "trust")).isFalse();
        assertThat(accepts("com.child", "x")).isTrue();
    }

    @Test
    void aChangeOfThePrototypeTakesEffectOnItsChildren() {
        kit.realms(REALMS.replace("[\"ticket\", \"trust\"]", "[\"ticket\"]"));

        assertThat(accepts("com.child", "trust")).isFalse();
    }

    @Test
    void nobodyComesIntoAPrototypeOrAClosedRealm() {
        assertThat(accepts("com.proto", "ticket")).isFalse();
        assertThat(accepts("com.closed", "anonymous")).isFalse();
    }

    @Test
    void onlyAnonymousClientsComeIntoARealmWithoutSecurity() {
        assertThat(accepts("com.open", "anonymous")).isTrue();
        assertThat(accepts("com.open", "ticket")).isFalse();
    }

    private boolean accepts(String realm, String method) {
        return kit.guard(realm).rulebook().accepts(method);
    }
}
