package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.itests.client.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Realms that are made because clients of the shipped router want to come into them. */
class RequestedRealmsIT {
    private static final String REALMS =
            """
            [{"uri": "com.tenant", "is_prototype": true, "authmethods": ["anonymous"],
              "sources": [
                {"usernames": ["anonymous"], "authmethod": "anonymous", "cidr": "127.0.0.0/8"}],
              "grants": [{"roles": ["anonymous"], "permissions": ["wamp.call"],
                "uri": "com.tenant.", "match": "prefix"}]}]
            """;

    @TempDir private Path folder;

    @Test
    void anOperatorDecidesWhetherAndHowManyAreMade() throws IOException {
        try (RouterProcess router = RouterProcess.in(folder)) {
            Files.writeString(router.etc("realms.json"), REALMS);
            router.start();
            assertNoRealm(router, "com.tenant.one");

            Files.writeString(
                    router.etc("io.patchbay.security.cfg"),
                    """
                    realms.auto.create = true
                    realms.auto.prototype = com.tenant
                    realms.auto.max = 2
                    """);
            patiently().ignoreExceptions().until(() -> isIn(router, "com.tenant.one"));
            assertThat(isIn(router, "COM.Tenant.One")).isTrue();
            assertThat(isIn(router, "com.tenant.two")).isTrue();

            assertNoRealm(router, "com.tenant.three");
            assertNoRealm(router, "com.leapsight.bondy.x");
            assertThat(isIn(router, "com.tenant.two")).isTrue();
        }
    }

    private static boolean isIn(RouterProcess router, String realm) throws IOException {
        try (Caller caller = join(router, realm)) {
            return caller.call("com.tenant.nothing").error().endsWith("no_such_procedure")
                    && caller.call("com.other").error().endsWith("not_authorized");
        }
    }

    private static Caller join(RouterProcess router, String realm) throws IOException {
        return Caller.join(router.port("rawsocket-default"), realm, "anonymous");
    }

    private static void assertNoRealm(RouterProcess router, String realm) {
        assertThatThrownBy(() -> join(router, realm))
                .hasMessageContaining("wamp.error.no_such_realm");
    }
}
