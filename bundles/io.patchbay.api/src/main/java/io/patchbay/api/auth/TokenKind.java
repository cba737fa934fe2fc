package io.patchbay.api.auth;

/** What a realm gives to its users to come in by. */
public enum TokenKind {
    /** A ticket, which may be good in several realms. */
    TICKET,
    /** An access token of OAuth 2. */
    ACCESS_TOKEN
}
