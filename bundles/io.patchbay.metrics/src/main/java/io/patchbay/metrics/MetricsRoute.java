package io.patchbay.metrics;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.api.metrics.MetricSource;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers {@code GET /metrics} with the figures of all {@link MetricSource} services. Sources are
 * asked on a thread of their own, by one scrape at a time: requests that come meanwhile get the
 * result of the one under way.
 */
@Component(property = HttpRoute.LISTENER + "=admin")
public final class MetricsRoute implements HttpRoute {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoute.class);

    private final Map<MetricSource, AtomicBoolean> failed = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable CompletableFuture<HttpResponse>> underWay =
            new AtomicReference<>();

    public MetricsRoute() {
        bind(new JvmMetrics());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(MetricSource source) {
        failed.put(source, new AtomicBoolean());
    }

    void unbind(MetricSource source) {
        failed.remove(source);
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        if (!request.method().equals("GET")) {
            return CompletableFuture.completedStage(
                    new HttpResponse(405, Map.of("allow", "GET, HEAD"), new byte[0]));
        }
        var mine = new CompletableFuture<HttpResponse>();
        var other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Thread.ofVirtual().name("metrics-scrape").start(() -> scrape(mine));
        return mine;
    }

    private void scrape(CompletableFuture<HttpResponse> result) {
        try {
            var headers = Map.of("content-type", Scrape.CONTENT_TYPE, "cache-control", "no-store");
            var response = new HttpResponse(200, headers, collect().text());
            underWay.set(null);
            result.complete(response);
        } finally {
            underWay.compareAndSet(result, null);
            result.completeExceptionally(new IllegalStateException("the scrape failed"));
        }
    }

    private Scrape collect() {
        var scrape = new Scrape();
        failed.forEach((source, complained) -> collect(source, complained, scrape));
        return scrape;
    }

    private static void collect(MetricSource source, AtomicBoolean complained, Scrape scrape) {
        try {
            source.collect(scrape);
        } catch (RuntimeException | LinkageError e) {
            // One source that fails must not hide the others.
            if (complained.compareAndSet(false, true)) {
                LOG.warn("Metrics of {} are incomplete", source.getClass().getName(), e);
            }
        }
    }
}
