package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The store as shipped: what an operator sees of it. */
class StoreIT {
    private static final String SETTINGS = "io.patchbay.store.cfg";

    @TempDir private Path folder;

    @Test
    void aDamagedStoreIsNamedAndNotUsedUntilItIsSalvaged() throws Exception {
        try (var router = RouterProcess.in(folder).start()) {
            router.terminate();
            assertThat(router.exitCode()).isZero();
            Path store = router.base().resolve("data/store");
            Path file = fileOf(store);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, new byte[whole.length]);

            router.startInVain();

            router.awaitLog("ERROR", "the store in " + store + " is damaged");
            router.awaitLog(file.getFileName() + " cannot be read");
            router.awaitLog("bin/patchbay store salvage " + store);
            assertThat(router.get("/ready").statusCode()).isEqualTo(503);
            assertThat(router.get("/ready").body()).contains("the store in " + store);
            assertThat(tool(router, "check", store)).contains("cannot be read");
            assertThat(tool(router, "salvage", store)).contains("restore a backup");
            router.terminate();
            assertThat(router.exitCode()).isZero();
            assertThat(file).hasBinaryContent(new byte[whole.length]);

            Files.write(file, whole);
            assertThat(tool(router, "salvage", store)).contains("0 of them damaged");
            router.start();
            try (var client = Client.overRawSocket(router.port("rawsocket-default"), Format.JSON)) {
                client.callItself();
            }
        }
    }

    @Test
    void aStoreThatIsKilledIsReadyAgain() throws Exception {
        try (var router = RouterProcess.in(folder).start()) {
            router.kill();

            router.start();

            router.awaitLog("Store of ", " records loaded");
            assertThat(router.metric("patchbay_store_file_bytes")).isPositive();
            assertThat(router.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void aBadSettingIsToldAndCanBeCorrectedWhileItRuns() throws Exception {
        try (var router = RouterProcess.in(folder)) {
            Files.writeString(router.etc(SETTINGS), "value.limit.bytes = big\n");
            router.startInVain();
            router.awaitLog("ERROR", SETTINGS, "value.limit.bytes = big", "expected a whole");
            assertThat(router.get("/ready").body()).contains(SETTINGS, "value.limit.bytes = big");

            Files.writeString(router.etc(SETTINGS), "folder = data/records\n");
            awaitReady(router);
            assertThat(router.base().resolve("data/records/store.mark")).exists();
            assertThat(router.base().resolve("data/store")).doesNotExist();

            Files.writeString(router.etc(SETTINGS), "waiting.limit.bytes = 0\n");
            router.awaitLog("ERROR", "waiting.limit.bytes = 0", "previous configuration stays");
            Files.writeString(router.etc(SETTINGS), "folder = data/others\n");
            router.awaitLog("WARN", "io.patchbay.store: another folder", "next start");
            assertThat(router.get("/ready").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void twoRoutersDoNotShareAStore() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (var first = RouterProcess.in(folder).start();
                var second = RouterProcess.in(other)) {
            Path shared = first.base().resolve("data/store");
            Files.writeString(second.etc(SETTINGS), "folder = " + shared + "\n");

            second.startInVain();

            second.awaitLog("ERROR", "the store in " + shared, "in use");
            assertThat(second.get("/ready").body()).contains("in use");
            assertThat(first.get("/ready").statusCode()).isEqualTo(204);
        }
    }

    private static void awaitReady(RouterProcess router) {
        patiently().until(() -> router.get("/ready").statusCode() == 204);
    }

    private static Path fileOf(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(path -> path.toString().endsWith(".mv")).findFirst().orElseThrow();
        }
    }

    /** What {@code patchbay store} says. */
    private static String tool(RouterProcess router, String command, Path store) throws Exception {
        ProcessBuilder script = router.script("store");
        script.command().addAll(List.of(command, store.toString()));
        Process process = script.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
