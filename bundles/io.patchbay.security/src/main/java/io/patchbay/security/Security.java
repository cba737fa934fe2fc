package io.patchbay.security;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;
import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.security.file.RealmWatcher;
import io.patchbay.security.realm.Directory;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The realms as their file says, as a service. */
@Component(name = Security.PID, immediate = true, service = RealmDirectory.class)
@Designate(ocd = Security.Config.class)
public final class Security implements RealmDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(Security.class);
    static final String PID = "io.patchbay.security";
    private static final int POLL_S = 1;

    /** {@code etc/io.patchbay.security.cfg}. */
    @ObjectClassDefinition(name = "Patchbay security")
    @interface Config {
        @AttributeDefinition(description = "The static realm file, relative to the base directory")
        String realms_file() default "etc/realms.json";
    }

    private final Directory directory = new Directory();
    private final Path base;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("patchbay-security").daemon().unstarted(task));
    private volatile RealmWatcher watcher;

    /** With a value that cannot be used the default is in force. */
    @Activate
    public Security(BundleContext bundle, Map<String, Object> properties) {
        this.base = Path.of(Optional.ofNullable(bundle.getProperty("patchbay.base")).orElse("."));
        this.watcher = watcher(Map.of());
        modified(properties);
        watcher.check();
        worker.scheduleWithFixedDelay(this::check, POLL_S, POLL_S, TimeUnit.SECONDS);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        try {
            watcher = watcher(properties);
        } catch (InvalidSetting e) {
            LOG.error("{}; the former realm file stays in force", e.getMessage());
        }
    }

    /** The executor would keep a failure to itself, and not check again. */
    private void check() {
        try {
            watcher.check();
        } catch (RuntimeException e) {
            LOG.error("The realm file could not be taken over; the realms stay as they are", e);
        }
    }

    private RealmWatcher watcher(Map<String, Object> properties) {
        Settings settings = Settings.of(PID, Config.class, properties);
        Path file =
                settings.path("realms.file")
                        .orElseThrow(() -> settings.invalid("realms.file", "a path"));
        return new RealmWatcher(base.resolve(file), directory);
    }

    @Deactivate
    void deactivate() {
        worker.shutdown();
    }

    @Override
    public Watch watch(Listener listener) {
        return directory.watch(listener);
    }
}
