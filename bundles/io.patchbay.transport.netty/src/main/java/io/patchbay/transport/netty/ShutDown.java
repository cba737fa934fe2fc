package io.patchbay.transport.netty;

import io.patchbay.wamp.Uri;

/**
 * The user event that asks the handlers of a channel to end in good order: a session by {@code
 * Peer.shutDown}, a handshake or an idle connection at once.
 *
 * @param reason for the GOODBYE
 */
public record ShutDown(Uri reason) {}
