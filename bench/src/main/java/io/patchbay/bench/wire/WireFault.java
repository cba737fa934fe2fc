package io.patchbay.bench.wire;

/** The router sent something that a load run cannot go on with. The message is for the user. */
public final class WireFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WireFault(String message) {
        super(message);
    }
}
