package io.patchbay.security;

import io.patchbay.security.file.RealmWatcher;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.PasswordKeeper;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.Records;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.wamp.Uri;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The realms of a realm file that a test writes. */
public final class RealmKit {
    private final MemoryStore store;
    private final Records records;
    private final Directory directory;
    private final Path file;
    private final RealmWatcher watcher;
    private int writes;

    public RealmKit(String json) {
        this(json, new MemoryStore());
    }

    public RealmKit(String json, MemoryStore store) {
        this(json, store, new GateKit(Gate.Failures.USUAL), RealmKit::keep);
    }

    public RealmKit(String json, GateKit gate) {
        this(json, new MemoryStore(), gate, new KeptPasswords(gate.passwords()));
    }

    public RealmKit(String json, MemoryStore store, PasswordKeeper passwords) {
        this(json, store, new GateKit(Gate.Failures.USUAL), passwords);
    }

    private RealmKit(String json, MemoryStore store, GateKit gate, PasswordKeeper passwords) {
        this.store = store;
        this.records = new Records(store);
        this.directory = new Directory(records, gate.gate(), gate.arbiter());
        try {
            Path folder = Files.createTempDirectory("patchbay");
            folder.toFile().deleteOnExit();
            file = folder.resolve("realms.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.toFile().deleteOnExit();
        watcher = new RealmWatcher(file, records, passwords);
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

    /** Keeps a password so that a test can see it, and not twice. */
    private static Map<String, Object> keep(
            String username, String password, RealmRecord realm, Map<String, Object> before) {
        return password.equals(before.get("kept"))
                ? before
                : Map.of("kept", password, "salt", UUID.randomUUID().toString());
    }

    public MemoryStore store() {
        return store;
    }

    public Records records() {
        return records;
    }

    public Directory directory() {
        return directory;
    }

    public Guard guard(String realm) {
        return directory.guard(Uri.of(realm)).orElseThrow();
    }
}
