package io.patchbay.store.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read of a file.
 *
 * @param seal that the records were held against
 * @param records all that could be read
 * @param damage beyond that of single values
 */
record Findings(Seal seal, List<StoredRecord> records, List<String> damage) {
    /**
     * Reads the file that the position names, and closes it.
     *
     * @throws DamagedStore if it cannot be opened
     */
    static Findings of(StoreFolder folder, Mark.Position position) throws IOException {
        RecordFile file = RecordFile.open(folder, position.file());
        try {
            return of(file, position);
        } finally {
            file.abandon();
        }
    }

    static Findings of(RecordFile file, Mark.Position position) {
        var records = new ArrayList<StoredRecord>();
        List<String> damage = new ArrayList<>(file.read(records::add));
        Seal seal = file.seal();
        if (seal.format() > Seal.FORMAT) {
            damage.clear();
            damage.add(
                    "it is of format %d, and this version knows formats up to %d"
                            .formatted(seal.format(), Seal.FORMAT));
        }
        if (seal.sequence() < position.sequence()) {
            damage.add(
                    "%d commits that were acknowledged are missing at the end"
                            .formatted(position.sequence() - seal.sequence()));
        }
        return new Findings(seal, records, damage);
    }

    boolean isWhole() {
        return damage.isEmpty() && records.stream().allMatch(StoredRecord::intact);
    }

    boolean isTooOld(Mark.Position position) {
        return seal.sequence() < position.sequence();
    }
}
