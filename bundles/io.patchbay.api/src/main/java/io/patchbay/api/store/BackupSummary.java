package io.patchbay.api.store;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What a backup holds.
 *
 * @param file where it is
 * @param created when it was made
 * @param incarnation the history that it was taken from
 * @param records how many records it holds
 * @param bytes its size
 */
public record BackupSummary(
        Path file, Instant created, String incarnation, long records, long bytes) {}
