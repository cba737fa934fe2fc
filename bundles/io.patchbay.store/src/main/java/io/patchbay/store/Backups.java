package io.patchbay.store;

import io.patchbay.api.store.BackupSummary;
import io.patchbay.api.store.StoreFailure;
import io.patchbay.store.backup.BackupFile;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes and restores backups in the background, one at a time. */
final class Backups {
    private final StoreCounters counters;
    private final AtomicBoolean underWay = new AtomicBoolean();

    Backups(StoreCounters counters) {
        this.counters = counters;
    }

    /** Does the work, which fails with {@link StoreFailure} if it fails. */
    CompletionStage<BackupSummary> run(Path file, Callable<BackupFile.Contents> work) {
        var done = new CompletableFuture<BackupSummary>();
        if (underWay.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("patchbay-backup").start(() -> run(file, work, done));
        } else {
            done.completeExceptionally(failure("another backup or restore is under way", null));
        }
        return done.minimalCompletionStage();
    }

    private void run(
            Path file, Callable<BackupFile.Contents> work, CompletableFuture<BackupSummary> done) {
        try {
            BackupSummary summary = summary(file, work.call());
            counters.backups.increment();
            underWay.set(false);
            done.complete(summary);
        } catch (Exception | OutOfMemoryError e) {
            // A backup that claims to be larger than memory harms nobody else.
            counters.backupFailures.increment();
            underWay.set(false);
            done.completeExceptionally(failure(e));
        }
    }

    private static BackupSummary summary(Path file, BackupFile.Contents contents) {
        return new BackupSummary(
                file,
                contents.created(),
                contents.incarnation(),
                contents.records(),
                contents.bytes());
    }

    private static StoreFailure failure(Throwable e) {
        Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
        return cause instanceof StoreFailure known
                ? known
                : failure(String.valueOf(e.getMessage()), e);
    }

    private static StoreFailure failure(String message, @Nullable Throwable cause) {
        return new StoreFailure(StoreFailure.Reason.BACKUP, message, cause);
    }
}
