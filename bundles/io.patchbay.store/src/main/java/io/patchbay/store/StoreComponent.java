package io.patchbay.store;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.store.Store;
import io.patchbay.store.file.DamagedStore;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;

/**
 * The store as OSGi sees it. It is loaded on a thread of its own; the {@link Store} service comes
 * once that is done, and not at all if what is stored is damaged or in use.
 */
@Component(
        name = StoreComponent.PID,
        immediate = true,
        service = {ReadyCheck.class, MetricSource.class})
@Designate(ocd = StoreComponent.Config.class)
public final class StoreComponent implements ReadyCheck, MetricSource {
    static final String PID = "io.patchbay.store";

    /** {@code etc/io.patchbay.store.cfg}. */
    @ObjectClassDefinition(name = "Patchbay store")
    @interface Config {
        @AttributeDefinition(description = "Where the files are, relative to the base directory")
        String folder() default "data/store";

        @AttributeDefinition(description = "The largest value, in bytes")
        int value_limit_bytes() default 4 << 20;

        @AttributeDefinition(description = "What may wait to be written, in bytes")
        long waiting_limit_bytes() default 64 << 20;

        @AttributeDefinition(description = "Where backups are, relative to the base directory")
        String backup_folder() default "data/backup";

        @AttributeDefinition(description = "A key of 64 hexadecimal digits, to encrypt backups")
        String backup_key_file() default "";
    }

    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);

    private final BundleContext bundle;
    private final Path base;
    private Thread loading = new Thread();
    private @Nullable StoreSettings settings;
    private volatile @Nullable DurableStore store;
    private volatile @Nullable String trouble;
    private volatile @Nullable ServiceRegistration<Store> registration;

    @Activate
    public StoreComponent(BundleContext bundle, Map<String, Object> properties) {
        this.bundle = bundle;
        this.base = Path.of(Optional.ofNullable(bundle.getProperty("patchbay.base")).orElse("."));
        try {
            load(StoreSettings.of(properties, base));
        } catch (InvalidSetting e) {
            trouble = e.getMessage();
            LOG.error("{}; the store is not opened", e.getMessage());
        }
    }

    /** Limits and key change at once. A store that could not be opened is tried again. */
    @Modified
    void modified(Map<String, Object> properties) throws InterruptedException {
        try {
            StoreSettings changed = StoreSettings.of(properties, base);
            loading.join();
            configure(changed);
        } catch (InvalidSetting e) {
            LOG.error(
                    "{}; {}",
                    e.getMessage(),
                    store == null
                            ? "the store is not opened"
                            : "the previous configuration stays in force");
        }
    }

    private void configure(StoreSettings changed) {
        DurableStore opened = store;
        if (opened == null) {
            load(changed);
            return;
        }
        opened.configure(changed);
        if (settings != null && !settings.folder().equals(changed.folder())) {
            LOG.warn("{}: another folder takes effect at the next start", PID);
        }
    }

    private void load(StoreSettings wanted) {
        trouble = "the store is being loaded";
        settings = wanted;
        loading = new Thread(() -> open(wanted), "patchbay-store-load");
        loading.start();
    }

    private void open(StoreSettings wanted) {
        try {
            long start = System.nanoTime();
            DurableStore opened = DurableStore.open(wanted);
            LOG.info(
                    "Store of {} records loaded in {} ms",
                    opened.records(),
                    (System.nanoTime() - start) / 1_000_000);
            store = opened;
            trouble = null;
            registration = bundle.registerService(Store.class, opened, new Hashtable<>());
        } catch (DamagedStore e) {
            refuse("the store in " + wanted.folder() + " is damaged; the log says more", e);
        } catch (IOException | RuntimeException e) {
            refuse("the store cannot be opened: " + e.getMessage(), e);
        }
    }

    private void refuse(String reason, Exception cause) {
        trouble = reason;
        LOG.error("{}", cause.getMessage());
        LOG.debug("details", cause);
    }

    @Override
    public Optional<String> waitingFor() {
        DurableStore opened = store;
        if (opened != null) {
            return opened.failure().map(e -> "the store has failed: " + e.getMessage());
        }
        return Optional.ofNullable(trouble);
    }

    @Override
    public void collect(Sink sink) {
        DurableStore opened = store;
        if (opened != null) {
            StoreMetrics.collect(opened, sink);
        }
    }

    /** Waits until it is loaded, too: whoever comes next must find the files unused. */
    @Deactivate
    void deactivate() throws InterruptedException {
        loading.join();
        ServiceRegistration<Store> registered = registration;
        if (registered != null) {
            registered.unregister();
        }
        DurableStore opened = store;
        if (opened != null) {
            opened.close();
        }
    }
}
