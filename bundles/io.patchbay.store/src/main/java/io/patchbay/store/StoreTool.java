package io.patchbay.store;

import io.patchbay.store.backup.BackupFile;
import io.patchbay.store.backup.BackupKey;
import io.patchbay.store.file.DamagedStore;
import io.patchbay.store.file.RecordFolder;
import io.patchbay.store.file.Salvage;
import io.patchbay.store.file.StoredRecord;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be done with a store while the router is stopped: {@code patchbay store}. */
public final class StoreTool {
    private static final String USAGE =
            """
            Usage: patchbay store COMMAND

              check FOLDER                         open it as the router would, and say whether it is whole
              salvage FOLDER                       write a new file of what can be read; the old one is kept
              restore FOLDER BACKUP [KEYFILE]      let the store be what a backup holds; the old file is kept

            Exit code 0: done, 1: not done, 2: wrong arguments, 3: the store is damaged
            """;

    private final PrintStream out;
    private final PrintStream err;

    StoreTool(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new StoreTool(System.out, System.err).run(List.of(arguments)));
    }

    /** The exit code. */
    int run(List<String> arguments) {
        try {
            return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
                case "check" -> arguments.size() == 2 ? check(path(arguments, 1)) : usage();
                case "salvage" -> arguments.size() == 2 ? salvage(path(arguments, 1)) : usage();
                case "restore" -> restore(arguments);
                default -> usage();
            };
        } catch (DamagedStore e) {
            err.println(e.getMessage());
            return 3;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static Path path(List<String> arguments, int index) {
        return Path.of(arguments.get(index));
    }

    private int usage() {
        err.print(USAGE);
        return 2;
    }

    private int check(Path folder) throws IOException {
        existing(folder);
        var damaged = new ArrayList<StoredRecord>();
        int[] records = {0};
        try (var opened =
                RecordFolder.open(
                        folder,
                        record -> {
                            records[0]++;
                            if (!record.intact()) {
                                damaged.add(record);
                            }
                        })) {
            damaged.forEach(this::report);
            out.printf(
                    "%d records, %d of them damaged, in %d bytes%n",
                    records[0], damaged.size(), opened.fileBytes());
        }
        return damaged.isEmpty() ? 0 : 3;
    }

    private int salvage(Path folder) throws IOException {
        existing(folder);
        var records = new ArrayList<StoredRecord>();
        int[] damaged = {0};
        List<String> findings =
                Salvage.read(
                        folder,
                        record -> {
                            if (record.intact()) {
                                records.add(record);
                            } else {
                                damaged[0]++;
                                report(record);
                                records.add(record.quarantined());
                            }
                        });
        findings.forEach(out::println);
        if (records.isEmpty() && !findings.isEmpty()) {
            err.println("nothing can be read; what is there was left as it is: restore a backup");
            return 3;
        }
        Path file = Salvage.replace(folder, records);
        out.printf(
                "%d records, %d of them damaged, are in %s now%n",
                records.size(), damaged[0], file.getFileName());
        return 0;
    }

    private int restore(List<String> arguments) throws IOException {
        return switch (arguments.size()) {
            case 3 -> restore(path(arguments, 1), path(arguments, 2), Optional.empty());
            case 4 -> {
                var key = BackupKey.read(path(arguments, 3));
                yield restore(path(arguments, 1), path(arguments, 2), Optional.of(key));
            }
            default -> usage();
        };
    }

    private int restore(Path folder, Path backup, Optional<BackupKey> key) throws IOException {
        var records = new ArrayList<StoredRecord>();
        try {
            BackupFile.read(backup, key, records::add);
        } catch (IOException e) {
            throw new IOException(backup + " cannot be restored: " + e.getMessage(), e);
        }
        Path file = Salvage.replace(folder, records);
        out.printf("%d records are in %s now%n", records.size(), file.getFileName());
        return 0;
    }

    private static void existing(Path folder) throws IOException {
        if (!Salvage.isStore(folder)) {
            throw new IOException("there is no store in " + folder);
        }
    }

    private void report(StoredRecord record) {
        out.printf("damaged: map %s, key %s%n", record.map(), record.key());
    }
}
