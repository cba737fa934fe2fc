package io.patchbay.api.session;

import io.patchbay.wamp.Dict;

/**
 * Who a session acts for, as authentication found.
 *
 * @param authid the principal
 * @param authrole the role it acts in
 * @param authmethod how it was authenticated
 * @param authprovider who vouches for it
 * @param authextra more about it, delivered in WELCOME
 */
public record Identity(
        String authid, String authrole, String authmethod, String authprovider, Dict authextra) {

    /** The role of the router's own sessions, which may do everything; nobody can ask for it. */
    public static final String TRUSTED = "patchbay.trusted";
}
