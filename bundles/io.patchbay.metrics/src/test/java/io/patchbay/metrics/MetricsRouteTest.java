package io.patchbay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.ConnectionInfo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class MetricsRouteTest {
    private final MetricsRoute route = new MetricsRoute();

    @Test
    void tellsWhatTheJavaMachineTells() throws Exception {
        HttpResponse response = get();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("content-type")).startsWith("text/plain; version=0.0.4");
        assertThat(text(response))
                .contains("jvm_memory_used_bytes{area=\"heap\"} ")
                .contains("jvm_threads_current ")
                .contains("jvm_gc_collections_total{gc=")
                .contains("process_cpu_seconds_total ")
                .contains("process_start_time_seconds ");
    }

    @Test
    void oneMetricOfTwoSourcesIsOneFamily() throws Exception {
        route.bind(sink -> sink.counter("patchbay_x_total", "Xs", 1, "listener", "a"));
        route.bind(sink -> sink.counter("patchbay_x_total", "Xs", 2, "listener", "b"));

        String text = text(get());

        assertThat(text)
                .containsOnlyOnce("# TYPE patchbay_x_total counter")
                .containsOnlyOnce("# HELP patchbay_x_total Xs")
                .contains("patchbay_x_total{listener=\"a\"} 1.0\n")
                .contains("patchbay_x_total{listener=\"b\"} 2.0\n");
    }

    @Test
    void equalSeriesAreAddedUp() throws Exception {
        route.bind(sink -> sink.gauge("patchbay_open", "Open", 3));
        route.bind(sink -> sink.gauge("patchbay_open", "Open", 4));

        assertThat(text(get())).contains("patchbay_open 7.0\n");
    }

    @Test
    void labelValuesAreEscaped() throws Exception {
        route.bind(sink -> sink.gauge("patchbay_open", "Open", 3, "path", "a\"b\\c\nd"));

        assertThat(text(get())).contains("patchbay_open{path=\"a\\\"b\\\\c\\nd\"} 3.0\n");
    }

    @Test
    void aSourceThatFailsHidesNoOther() throws Exception {
        route.bind(
                sink -> {
                    sink.gauge("patchbay_before", "Before", 1);
                    throw new IllegalStateException("broken");
                });
        route.bind(sink -> sink.gauge("not a name", "", 1));
        route.bind(sink -> sink.gauge("patchbay_odd", "Odd", 1, "label"));
        route.bind(sink -> sink.counter("patchbay_negative_total", "Negative", -1));
        route.bind(sink -> sink.counter("patchbay_nan_total", "NaN", Double.NaN));
        route.bind(sink -> sink.gauge("patchbay_label", "Label", 1, "a b", "c"));
        route.bind(sink -> sink.gauge("patchbay_twice", "Twice", 1, "a", "b", "a", "c"));
        route.bind(sink -> sink.gauge("patchbay_good", "Good", 1));

        HttpResponse response = get();

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response))
                .contains("patchbay_before 1.0\n", "patchbay_good 1.0\n")
                .doesNotContain("patchbay_odd", "negative", "nan_total", "patchbay_label");
    }

    @Test
    void aMetricIsEitherCounterOrGauge() throws Exception {
        MetricSource both =
                sink -> {
                    sink.counter("patchbay_y", "Y", 1);
                    sink.gauge("patchbay_y", "Y", 5);
                };
        route.bind(both);

        assertThat(text(get())).contains("patchbay_y_total 1.0\n").doesNotContain("patchbay_y 5");
    }

    @Test
    void aSourceThatLeftIsNotAsked() throws Exception {
        MetricSource source = sink -> sink.gauge("patchbay_gone", "Gone", 1);
        route.bind(source);

        route.unbind(source);

        assertThat(text(get())).doesNotContain("patchbay_gone");
    }

    @Test
    void requestsDuringAScrapeShareItsResult() throws Exception {
        var asked = new AtomicInteger();
        var goOn = new CountDownLatch(1);
        route.bind(
                sink -> {
                    asked.incrementAndGet();
                    await(goOn);
                });

        var first = route.handle(request("GET")).toCompletableFuture();
        var second = route.handle(request("GET")).toCompletableFuture();
        goOn.countDown();

        assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get(10, TimeUnit.SECONDS));
        assertThat(asked).hasValue(1);
        assertThat(get()).isNotSameAs(first.get());
    }

    @Test
    void onlyReads() throws Exception {
        HttpResponse response = route.handle(request("POST")).toCompletableFuture().get();

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("allow", "GET, HEAD");
    }

    private HttpResponse get() throws Exception {
        return route.handle(request("GET")).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static HttpRequest request(String method) {
        return new HttpRequest(
                method,
                "/metrics",
                Map.of(),
                Map.of(),
                new byte[0],
                new ConnectionInfo("http", "test", new InetSocketAddress(0), false, List.of()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
