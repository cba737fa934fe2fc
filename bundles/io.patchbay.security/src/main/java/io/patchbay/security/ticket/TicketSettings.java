package io.patchbay.security.ticket;

import java.util.Set;

/**
 * How tickets are issued.
 *
 * @param authmethods how one has come in to whom they are issued
 * @param lifetimeS how long they are good, in seconds, unless less is asked for
 * @param perUser how many a user may have
 */
public record TicketSettings(Set<String> authmethods, int lifetimeS, int perUser) {
    /** By those one comes in without a credential of one's own. */
    public static final Set<String> NEVER = Set.of("anonymous", "oauth2", "cookie");

    public TicketSettings {
        authmethods = Set.copyOf(authmethods);
    }
}
