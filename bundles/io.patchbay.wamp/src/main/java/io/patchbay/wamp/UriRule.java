package io.patchbay.wamp;

/**
 * How strictly URIs are checked. Specification: Basic Profile, "Relaxed/Loose" and "Strict URIs".
 */
public enum UriRule {
    /** Anything but white space, {@code #} and empty components. */
    LOOSE,
    /** Components of lower-case letters, digits and {@code _} only. */
    STRICT
}
