package io.patchbay.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.store.file.StoredRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class BackupFileTest {
    private static final String INCARNATION = "00000000000000ff";

    /** Whether it is the last, its length and its tag. */
    private static final int FRAME_OVERHEAD = 1 + Integer.BYTES + 16;

    @TempDir Path folder;

    @Test
    void anEncryptedBackupIsReadWithItsKeyAlone() throws IOException {
        Path file = folder.resolve("backup");
        Optional<BackupKey> key = key("ab");
        var record = StoredRecord.of("m", "key", "a secret".getBytes(StandardCharsets.UTF_8));

        BackupFile.write(file, INCARNATION, Instant.now(), List.of(record), key);

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("a secret");
        assertThat(read(file, key)).containsExactly("a secret");
        assertThatThrownBy(() -> read(file, key("cd"))).hasMessageContaining("another key");
        assertThatThrownBy(() -> read(file, Optional.empty())).hasMessageContaining("no key");
    }

    @Test
    void aBackupOfManyFramesIsWhole() throws IOException {
        Path file = folder.resolve("backup");
        var records = new ArrayList<StoredRecord>();
        for (int i = 0; i < 100; i++) {
            records.add(
                    StoredRecord.of(
                            "m",
                            "key" + i,
                            ("v" + i).repeat(3000).getBytes(StandardCharsets.UTF_8)));
        }

        for (Optional<BackupKey> key : List.of(Optional.<BackupKey>empty(), key("ab"))) {
            BackupFile.write(file, INCARNATION, Instant.now(), records, key);
            assertThat(read(file, key)).hasSize(100).contains("v42".repeat(3000));
            Files.delete(file);
        }
    }

    @Test
    void framesThatAreExchangedAreFoundOut() throws IOException {
        Path file = folder.resolve("backup");
        var record = StoredRecord.of("m", "key", new byte[3 * FrameOutput.FRAME_BYTES]);
        BackupFile.write(file, INCARNATION, Instant.now(), List.of(record), key("ab"));
        byte[] backup = Files.readAllBytes(file);
        int first = BackupHeader.of(true, Instant.EPOCH, 0).bytes().length;
        int second = first + FrameOutput.FRAME_BYTES + FRAME_OVERHEAD;
        byte[] kept = Arrays.copyOfRange(backup, first, second);
        System.arraycopy(backup, second, backup, first, kept.length);
        System.arraycopy(kept, 0, backup, second, kept.length);
        Files.write(file, backup);

        assertThatThrownBy(() -> read(file, key("ab"))).hasMessageContaining("damaged");
    }

    @Test
    void aKeyFileThatHoldsNoKeyIsNamedAndNotQuoted() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "my password");

        assertThatThrownBy(() -> BackupKey.read(file))
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("my password");
    }

    private Optional<BackupKey> key(String digits) throws IOException {
        return Optional.of(
                BackupKey.read(Files.writeString(folder.resolve("key"), digits.repeat(32) + "\n")));
    }

    private static List<String> read(Path file, Optional<BackupKey> key) throws IOException {
        var values = new ArrayList<String>();
        BackupFile.read(
                file,
                key,
                record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }
}
