package io.patchbay.security;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.security.file.RealmWatcher;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The realms of a realm file that a test writes. */
public final class RealmKit {
    private final Directory directory;
    private final Map<String, Guard> guards = new HashMap<>();
    private final Path file;
    private final RealmWatcher watcher;
    private int writes;

    public RealmKit(String json) {
        this(json, new GateKit(Gate.Failures.USUAL));
    }

    public RealmKit(String json, GateKit gate) {
        directory = new Directory(new KeptPasswords(gate.passwords()), gate.gate());
        try {
            Path folder = Files.createTempDirectory("patchbay");
            folder.toFile().deleteOnExit();
            file = folder.resolve("realms.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.toFile().deleteOnExit();
        watcher = new RealmWatcher(file, directory);
        directory.watch(new Guards());
        realms(json);
    }

    /** Writes another realm file and has it read. */
    public void realms(String json) {
        try {
            Files.writeString(file, json + " ".repeat(writes++)); // another size each time
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        watcher.check();
    }

    public Guard guard(String realm) {
        Guard guard = guards.get(realm);
        if (guard == null) {
            throw new IllegalArgumentException(realm + " is not among " + guards.keySet());
        }
        return guard;
    }

    private final class Guards implements RealmDirectory.Listener {
        @Override
        public void all(Collection<RealmGuard> realms) {
            realms.forEach(this::changed);
        }

        @Override
        public void changed(RealmGuard realm) {
            guards.put(realm.uri().toString(), (Guard) realm);
        }

        @Override
        public void removed(RealmGuard realm) {
            guards.remove(realm.uri().toString());
        }
    }
}
