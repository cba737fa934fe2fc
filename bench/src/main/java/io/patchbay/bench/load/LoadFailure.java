package io.patchbay.bench.load;

/** A run cannot go on or did not measure what it should. The message is for the user. */
final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadFailure(String message) {
        super(message);
    }
}
