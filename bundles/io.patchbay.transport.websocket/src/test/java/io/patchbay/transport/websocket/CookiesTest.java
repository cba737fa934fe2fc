package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.testkit.TestClient;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class CookiesTest {
    private static Map<String, String> cookies(String... headers) {
        Map<String, List<String>> all =
                headers.length == 0 ? Map.of() : Map.of("cookie", Arrays.asList(headers));
        return Cookies.of(
                new HttpRequest("GET", "/ws", Map.of(), all, new byte[0], TestClient.local()));
    }

    @Test
    void onlyThoseAreKeptThatAreMeantForTheRouter() {
        assertThat(cookies("a=b; bondy_ticket_com.acme=x.y-z_; session=secret"))
                .containsExactly(Map.entry("bondy_ticket_com.acme", "x.y-z_"));
    }

    @Test
    void theyMayComeInSeveralHeadersAndInQuotes() {
        assertThat(cookies("bondy_a=1", "bondy_b=\"2\";bondy_c="))
                .containsOnly(
                        Map.entry("bondy_a", "1"),
                        Map.entry("bondy_b", "2"),
                        Map.entry("bondy_c", ""));
    }

    @Test
    void ofOneNameTheFirstCounts() {
        assertThat(cookies("bondy_a=1; bondy_a=2")).containsExactly(Map.entry("bondy_a", "1"));
    }

    @Test
    void whatIsNoCookieIsLeftOut() {
        assertThat(cookies()).isEmpty();
        assertThat(cookies("", ";;", "bondy_", "=bondy_", "bondy_a")).isEmpty();
    }

    @Test
    void noClientHasAnyNumberOfThemKept() {
        String many =
                IntStream.range(0, 100)
                        .mapToObj(i -> "bondy_" + i + "=x")
                        .collect(Collectors.joining(";"));

        assertThat(cookies(many)).hasSize(10);
    }
}
