package io.patchbay.itests.hotdeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Exercised;
import io.patchbay.itests.distribution.ManagementTests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

class ManagementProceduresIT {
    /** Nobody can have a token while there is no endpoint that gives one. */
    private static final Set<String> OF_TOKENS =
            Set.of(
                    "bondy.oauth2.token.get",
                    "bondy.oauth2.token.refresh",
                    "bondy.oauth2.token.revoke",
                    "bondy.oauth2.token.revoke_all");

    @TempDir private Path base;

    @Test
    void theEffectOfEveryProcedureThatTheRouterHasIsTestedOverTheWire() throws Exception {
        Path distribution = Path.of(System.getProperty("patchbay.distribution"));
        try (var framework = new Framework(distribution, base, ManagementProbe.class)) {
            framework.call("tellProcedures");
        }
        var offered = new TreeSet<>(Files.readAllLines(base.resolve(ManagementProbe.FILE)));

        assertThat(offered).isNotEmpty();
        offered.removeAll(OF_TOKENS);
        assertThat(Exercised.by(ManagementTests.ALL)).containsAll(offered);
    }
}
