package io.patchbay.api.session;

import io.patchbay.wamp.Dict;

import java.util.List;

/**
 * Who a session acts for, as authentication found.
 *
 * @param authid the principal
 * @param authrole the role it acts in
 * @param authmethod how it was authenticated
 * @param authprovider who vouches for it
 * @param authextra more about it, delivered in WELCOME
 * @param roles the groups that it acts in. Empty for a user of the realm who acts in all that are
 *     its own, and for anybody else who acts in {@code authrole} alone
 */
public record Identity(
        String authid,
        String authrole,
        String authmethod,
        String authprovider,
        Dict authextra,
        List<String> roles) {

    /** The role of the router's own sessions, which may do everything; nobody can ask for it. */
    public static final String TRUSTED = "patchbay.trusted";

    /**
     * The provider of those who are users of their realm: what they may do follows from what the
     * realm knows of them now.
     */
    public static final String REALM_USER = "patchbay.realm";

    public Identity {
        roles = List.copyOf(roles);
    }

    public Identity(
            String authid,
            String authrole,
            String authmethod,
            String authprovider,
            Dict authextra) {
        this(authid, authrole, authmethod, authprovider, authextra, List.of());
    }

    /** A user of the realm, who acts in all groups that are its own. */
    public static Identity ofUser(String username, String authmethod) {
        return new Identity(username, "", authmethod, REALM_USER, Dict.EMPTY);
    }

    /** The same, of whom WELCOME tells more. */
    public Identity withExtra(Dict extra) {
        return new Identity(authid, authrole, authmethod, authprovider, extra, roles);
    }
}
