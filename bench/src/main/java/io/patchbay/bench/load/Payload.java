package io.patchbay.bench.load;

/** Text to send: lower-case letters, which every serializer carries as they are. */
final class Payload {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private Payload() {}

    static String text(int bytes) {
        return ALPHABET.repeat(bytes / ALPHABET.length() + 1).substring(0, bytes);
    }
}
