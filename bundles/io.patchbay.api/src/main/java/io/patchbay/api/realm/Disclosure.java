package io.patchbay.api.realm;

/** When a realm tells a callee who calls, or a subscriber who publishes. */
public enum Disclosure {
    /** When either side asks for it. */
    ON_REQUEST,
    ALWAYS,
    NEVER
}
