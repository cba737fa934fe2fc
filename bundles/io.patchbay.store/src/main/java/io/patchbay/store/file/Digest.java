package io.patchbay.store.file;

/**
 * What a set of records adds up to, in any order.
 *
 * @param count how many there are
 * @param sum of their fingerprints
 */
record Digest(long count, long sum) {
    static final Digest EMPTY = new Digest(0, 0);

    Digest with(byte[] content) {
        return new Digest(count + 1, sum + StoredRecord.fingerprint(content));
    }

    Digest without(byte[] content) {
        return new Digest(count - 1, sum - StoredRecord.fingerprint(content));
    }
}
