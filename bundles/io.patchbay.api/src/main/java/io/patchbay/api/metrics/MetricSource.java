package io.patchbay.api.metrics;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** Has figures to show. Registered as a service and asked whenever somebody looks. Any thread. */
@ConsumerType
public interface MetricSource {
    void collect(Sink sink);

    /** Takes samples. Names follow Prometheus: {@code patchbay_sessions_opened_total}. */
    @ProviderType
    interface Sink {
        /**
         * A value that only grows.
         *
         * @param labels names and values in turn
         */
        void counter(String name, String help, double value, String... labels);

        /** A value that goes up and down. */
        void gauge(String name, String help, double value, String... labels);
    }
}
