package io.patchbay.store;

import static io.patchbay.api.management.ManagementProcedure.onMaster;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementEvents;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;
import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.session.WampFailure;
import io.patchbay.api.store.BackupSummary;
import io.patchbay.api.store.Store;
import io.patchbay.store.backup.BackupFile;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * {@code bondy.backup.*}: backups are made in and restored from one folder, whoever asks. The work
 * goes on after the answer; events tell how it ends.
 */
@Component(
        name = "io.patchbay.store.backup",
        configurationPid = StoreComponent.PID,
        service = ManagementProcedures.class)
public final class BackupProcedures implements ManagementProcedures {
    private static final String TOPIC = "bondy.backup.";
    private static final String FILENAME = "filename";
    private static final String PATH = "path";
    private static final String STATUS = "status";

    private final Path base;
    private final Store store;
    private volatile Path folder;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ManagementEvents events;

    private volatile @Nullable BackupJob last;

    @Activate
    public BackupProcedures(
            BundleContext bundle, Map<String, Object> properties, @Reference Store store) {
        this.base = Path.of(Optional.ofNullable(bundle.getProperty("patchbay.base")).orElse("."));
        this.store = store;
        this.folder = folder(properties).orElseGet(() -> folder(Map.of()).orElseThrow());
    }

    @Modified
    void modified(Map<String, Object> properties) {
        folder = folder(properties).orElse(folder);
    }

    /** Empty if the configuration is not in order, of which the store itself complains. */
    private Optional<Path> folder(Map<String, Object> properties) {
        try {
            Path configured = StoreSettings.of(properties, base).backupFolder();
            return Optional.of(configured.toAbsolutePath().normalize());
        } catch (InvalidSetting e) {
            return Optional.empty();
        }
    }

    @Override
    public Collection<ManagementProcedure> procedures() {
        return List.of(
                onMaster("backup.create", this::create).optionally("info"),
                onMaster("backup.restore", this::restore, "info"),
                onMaster("backup.status", this::status).optionally("info"));
    }

    private CompletionStage<Payload> create(ManagementCall call) {
        Instant now = Instant.now();
        String name = "patchbay_backup." + now.toEpochMilli() + ".bak";
        Path file = inside(PATH, info(call, PATH).orElse("")).resolve(name);
        return begin(new BackupJob("backup", "", file, now), store::backup);
    }

    private CompletionStage<Payload> restore(ManagementCall call) {
        Path file = existing(call);
        return begin(new BackupJob("restore", "restore_", file, Instant.now()), store::restore);
    }

    private CompletionStage<Payload> begin(
            BackupJob job, Function<Path, CompletionStage<BackupSummary>> work) {
        CompletableFuture<BackupSummary> done = work.apply(job.file()).toCompletableFuture();
        if (done.isCompletedExceptionally()) {
            throw ManagementError.because(
                    ManagementError.TOO_MANY_REQUESTS,
                    String.valueOf(done.exceptionNow().getMessage()));
        }
        last = job;
        tell(job, "started");
        done.whenComplete(
                (summary, failure) -> {
                    job.end(failure);
                    tell(job, failure == null ? "finished" : "failed");
                });
        return answer(
                Map.of(
                        FILENAME,
                        job.file().toString(),
                        "timestamp",
                        job.started().getEpochSecond()));
    }

    private void tell(BackupJob job, String what) {
        ManagementEvents told = events;
        if (told != null) {
            told.publish(
                    RealmDirectory.MASTER,
                    Uri.of(TOPIC + job.topicPrefix() + what),
                    Payload.of(job.file().toString()));
        }
    }

    /** What is under way, or what is known of a file. */
    private CompletionStage<Payload> status(ManagementCall call) {
        BackupJob job = last;
        if (!call.has("info") || call.dict("info").isEmpty()) {
            return answer(job == null || job.isOver() ? Map.of(STATUS, "idle") : job.status());
        }
        if (job != null && job.isAbout(inside(FILENAME, filename(call)))) {
            return answer(job.status());
        }
        Path file = existing(call);
        try {
            BackupFile.Head head = BackupFile.head(file);
            return answer(
                    Map.of(
                            FILENAME,
                            file.toString(),
                            "timestamp",
                            head.created().getEpochSecond(),
                            "encrypted",
                            head.isEncrypted(),
                            "bytes",
                            head.bytes()));
        } catch (IOException e) {
            throw wrong(FILENAME, "'" + file + "' is no backup: " + e.getMessage());
        }
    }

    private static CompletionStage<Payload> answer(Map<String, Object> result) {
        return CompletableFuture.completedStage(Payload.of(result));
    }

    private Path existing(ManagementCall call) {
        Path file = inside(FILENAME, filename(call));
        if (!Files.isRegularFile(file)) {
            throw ManagementError.because(
                    ManagementError.NOT_FOUND, "there is no file '" + file + "'", FILENAME);
        }
        return file;
    }

    private static String filename(ManagementCall call) {
        return info(call, FILENAME)
                .orElseThrow(
                        () ->
                                ManagementError.because(
                                        ManagementError.MISSING_REQUIRED_VALUE,
                                        "'" + FILENAME + "' is missing",
                                        FILENAME));
    }

    private static Optional<String> info(ManagementCall call, String member) {
        Object value = call.has("info") ? call.dict("info").get(member) : null;
        return switch (value) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default ->
                    throw ManagementError.because(
                            ManagementError.INVALID_DATATYPE,
                            "'" + member + "' is not a string",
                            member);
        };
    }

    /** Nobody reads or writes files elsewhere by asking for backups. */
    private Path inside(String member, String text) {
        try {
            Path path = folder.resolve(text).normalize();
            if (path.startsWith(folder)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw wrong(member, "'" + member + "' is no path");
        }
        throw wrong(member, "'" + member + "' is not in the folder '" + folder + "'");
    }

    private static WampFailure wrong(String member, String message) {
        return ManagementError.because(ManagementError.INVALID_VALUE, message, member);
    }
}
