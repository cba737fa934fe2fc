package io.patchbay.api.auth;

/** What a user may have to prove by who it is. */
public enum Credential {
    /** A password that is sent as it is. */
    PASSWORD,
    /** A key for WAMP-CRA. */
    CRA,
    /** Keys for WAMP-SCRAM. */
    SCRAM,
    /** Public keys for WAMP-Cryptosign. */
    KEY
}
