package io.patchbay.store;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A backup or a restore that somebody has asked for. Any thread. */
final class BackupJob {
    private final String kind;
    private final String topicPrefix;
    private final Path file;
    private final Instant started;
    private volatile @Nullable String outcome;

    /**
     * @param kind what it is called while it is under way
     * @param topicPrefix what the last parts of its topics begin with
     */
    BackupJob(String kind, String topicPrefix, Path file, Instant started) {
        this.kind = kind;
        this.topicPrefix = topicPrefix;
        this.file = file;
        this.started = started;
    }

    String topicPrefix() {
        return topicPrefix;
    }

    Path file() {
        return file;
    }

    Instant started() {
        return started;
    }

    void end(@Nullable Throwable failure) {
        outcome = failure == null ? "" : String.valueOf(failure.getMessage());
    }

    boolean isOver() {
        return outcome != null;
    }

    /** Whether that file cannot tell by itself how it is. */
    boolean isAbout(Path other) {
        return file.equals(other) && !"".equals(outcome);
    }

    Map<String, Object> status() {
        String error = outcome;
        return error == null
                ? Map.of(
                        "status", kind + "_in_progress",
                        "filename", file.toString(),
                        "elapsed_time_secs", Duration.between(started, Instant.now()).toSeconds())
                : Map.of("status", kind + "_failed", "filename", file.toString(), "message", error);
    }
}
