package io.patchbay.security.ticket;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param lifetimeS how long it is to be good, in seconds; 0 for as long as there is
 * @param allowSso whether it is to be good wherever the user's credentials are
 * @param clientTicket of the program that it is for; null if none is shown
 * @param clientId that program; null for any
 * @param deviceId the device that it is for; null for any
 */
public record TicketRequest(
        long lifetimeS,
        boolean allowSso,
        @Nullable String clientTicket,
        @Nullable String clientId,
        @Nullable String deviceId) {}
