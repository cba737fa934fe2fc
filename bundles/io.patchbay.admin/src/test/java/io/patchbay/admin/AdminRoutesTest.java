package io.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.testkit.TestClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class AdminRoutesTest {
    private final ReadyRoute ready = new ReadyRoute();

    @Test
    void pingIsAnswered() {
        HttpResponse response = ask(new PingRoute(), "GET");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void nobodyWaitsSoItIsReady() {
        ready.bind(Optional::empty);

        assertThat(ask(ready, "GET").status()).isEqualTo(204);
    }

    @Test
    void saysWhatItWaitsFor() {
        ready.bind(() -> Optional.of("the store"));
        ready.bind(Optional::empty);
        ready.bind(() -> Optional.of("a \"quoted\" \\ line\n"));

        HttpResponse response = ask(ready, "GET");

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsEntry("content-type", "application/json");
        assertThat(text(response))
                .isEqualTo(
                        "{\"ready\":false,\"waitingFor\":"
                                + "[\"a \\\"quoted\\\" \\\\ line\\n\",\"the store\"]}");
    }

    @Test
    void becomesReadyWhenTheLastOneIsUp() {
        var waiting = new AtomicReference<>(Optional.of("realms"));
        ready.bind(waiting::get);
        assertThat(ask(ready, "GET").status()).isEqualTo(503);

        waiting.set(Optional.empty());

        assertThat(ask(ready, "GET").status()).isEqualTo(204);
    }

    @Test
    void aCheckThatLeftIsNotWaitedFor() {
        ReadyCheck check = () -> Optional.of("ever");
        ready.bind(check);

        ready.unbind(check);

        assertThat(ask(ready, "GET").status()).isEqualTo(204);
    }

    @Test
    void aCheckThatFailsIsNamed() {
        ready.bind(
                () -> {
                    throw new IllegalStateException("broken");
                });

        HttpResponse response = ask(ready, "GET");

        assertThat(response.status()).isEqualTo(503);
        assertThat(text(response)).contains("AdminRoutesTest").contains("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void onlyReads(String method) {
        assertThat(ask(ready, method).status()).isEqualTo(405);
        assertThat(ask(new PingRoute(), method).headers()).containsEntry("allow", "GET, HEAD");
    }

    private static HttpResponse ask(HttpRoute route, String method) {
        var request =
                new HttpRequest(
                        method, route.path(), Map.of(), Map.of(), new byte[0], TestClient.local());
        return route.handle(request).toCompletableFuture().join();
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
