package io.patchbay.api.realm;

/**
 * How much a realm retains.
 *
 * @param events how many events
 * @param bytes how much all of them may take
 * @param eventBytes how much one of them may take
 */
public record Retention(int events, int bytes, int eventBytes) {
    public static final Retention USUAL = new Retention(100_000, 64 << 20, 64 << 10);
}
