package io.patchbay.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What {@code docs/security.md} shows does what it says. */
class SecurityExampleIT {
    private static final Path PAGE = Path.of("../distribution/docs/security.md");
    private static final String ADMIN_PASSWORD = "of the operator";

    @TempDir private Path folder;

    @Test
    void theExampleOfThePageLetsClerksOrderAndOwnersClose() throws Exception {
        try (var router =
                RouterProcess.in(folder).with("PATCHBAY_ADMIN_PASSWORD", ADMIN_PASSWORD)) {
            Files.writeString(router.etc("realms.json"), block("json"));
            router.start();
            int port = router.port("rawsocket-default");
            try (Client ann = joined(port, "ann", "change me soon")) {
                assertThat(call(ann, 1, "com.example.shop.close"))
                        .isEqualTo("wamp.error.no_such_procedure");

                run(block("sh"), router.port("http-admin"));

                ann.expect(Wamp.GOODBYE);
            }
            try (Client ann = joined(port, "ann", "a much better one");
                    Client bob = joined(port, "bob", "another secret")) {
                assertThat(call(ann, 1, "com.example.shop.close"))
                        .isEqualTo("wamp.error.not_authorized");
                assertThat(call(ann, 2, "com.example.shop.order.place"))
                        .isEqualTo("wamp.error.no_such_procedure");
                assertThat(call(bob, 1, "com.example.shop.close"))
                        .isEqualTo("wamp.error.no_such_procedure");
            }
        }
    }

    /** The page has one block of each kind. */
    private static String block(String kind) throws IOException {
        var blocks =
                Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(PAGE))
                        .results()
                        .toList();
        assertThat(blocks).as("blocks of %s", kind).hasSize(1);
        return blocks.getFirst().group(1);
    }

    private void run(String commands, int port) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        var shell =
                new ProcessBuilder("bash", "-e", "-c", commands.replace("18081", "" + port))
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        shell.environment().put("PATCHBAY_ADMIN_PASSWORD", ADMIN_PASSWORD);
        Process process = shell.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Client joined(int port, String authid, String password) throws IOException {
        Client client = Client.on(RawSocketLink.connect(port, Format.JSON), Format.JSON);
        client.send(
                Wamp.HELLO,
                "com.example.shop",
                Map.of(
                        "roles",
                        Map.of("caller", Map.of()),
                        "authmethods",
                        List.of("password"),
                        "authid",
                        authid));
        client.expect(Wamp.CHALLENGE);
        client.send(Wamp.AUTHENTICATE, password, Map.of());
        client.expect(Wamp.WELCOME);
        return client;
    }

    private static Object call(Client client, int request, String procedure) throws IOException {
        client.send(Wamp.CALL, request, Map.of(), procedure);
        return client.expect(Wamp.ERROR).get(4);
    }
}
