package io.patchbay.store;

import io.patchbay.api.config.Settings;
import io.patchbay.store.backup.BackupKey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator configured.
 *
 * @param folder where its files are
 * @param valueLimit the largest value, in bytes
 * @param waitingLimit what may wait to be written, in bytes
 * @param backupFolder where backups are that calls make and restore
 * @param backupKey what backups are encrypted with
 */
record StoreSettings(
        Path folder,
        int valueLimit,
        long waitingLimit,
        Path backupFolder,
        Optional<BackupKey> backupKey) {
    private static final String FOLDER = "folder";
    private static final String BACKUP_FOLDER = "backup.folder";
    private static final String KEY_FILE = "backup.key.file";
    private static final int LIMIT_LEAST = 1024;

    /** What a page of the file takes with reason. */
    private static final int VALUE_LIMIT_MOST = 64 << 20;

    private static final long WAITING_LIMIT_MOST = 1L << 40;

    /**
     * @param base what paths are relative to
     * @throws io.patchbay.api.config.InvalidSetting naming file, key, value and what is expected
     */
    static StoreSettings of(Map<String, ?> properties, Path base) {
        var settings = Settings.of(StoreComponent.PID, StoreComponent.Config.class, properties);
        Path folder = settings.path(FOLDER).orElseThrow(() -> settings.invalid(FOLDER, "a path"));
        return new StoreSettings(
                base.resolve(folder),
                settings.integer("value.limit.bytes", LIMIT_LEAST, VALUE_LIMIT_MOST),
                settings.number("waiting.limit.bytes", LIMIT_LEAST, WAITING_LIMIT_MOST),
                base.resolve(
                        settings.path(BACKUP_FOLDER)
                                .orElseThrow(() -> settings.invalid(BACKUP_FOLDER, "a path"))),
                settings.path(KEY_FILE).map(file -> key(base.resolve(file), settings)));
    }

    private static BackupKey key(Path file, Settings settings) {
        try {
            return BackupKey.read(file);
        } catch (IOException e) {
            throw settings.invalid(KEY_FILE, "a readable file with a key: " + e.getMessage());
        }
    }
}
