package io.patchbay.api.auth;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

/**
 * What a client said in HELLO.
 *
 * @param realm the realm that it wants to join
 * @param session the id that its session will have, if it is let in
 * @param details {@code HELLO.Details}
 * @param principal whom it wants to be
 */
public record AuthRequest(
        Uri realm, long session, Dict details, ConnectionInfo connection, Principal principal) {}
