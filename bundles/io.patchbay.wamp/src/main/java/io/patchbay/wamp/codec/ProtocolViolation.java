package io.patchbay.wamp.codec;

/** A peer broke the protocol: its session is aborted. Carries no stack trace. */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProtocolViolation(String what) {
        super(what, null, false, false);
    }
}
