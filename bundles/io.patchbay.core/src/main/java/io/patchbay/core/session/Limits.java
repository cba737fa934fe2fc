package io.patchbay.core.session;

import java.time.Duration;

/**
 * The bounds within which the router serves a session.
 *
 * @param hello how long a connection may take from its first byte to WELCOME
 * @param goodbye how long the router waits for a client's GOODBYE
 * @param outboundBytes how much may wait for a client before events to it are dropped and calls to
 *     it refused
 * @param slow how long a client may stay over that before its session ends
 * @param pendingCalls how many calls a caller may have open, and how many a callee
 * @param callTimeoutMillis after what time a call ends whose caller says nothing about it; 0 for
 *     never
 * @param longestCallMillis after what time any call ends; 0 for never
 * @param subscriptions how many a session may hold
 * @param registrations how many a session may hold
 * @param sessions how many connections the router takes
 * @param sequentialIds whether request ids must be sequential, as the specification says
 */
public record Limits(
        Duration hello,
        Duration goodbye,
        int outboundBytes,
        Duration slow,
        int pendingCalls,
        int callTimeoutMillis,
        int longestCallMillis,
        int subscriptions,
        int registrations,
        int sessions,
        boolean sequentialIds) {

    /**
     * After what time a call ends, in milliseconds; 0 for never.
     *
     * @param asked what the caller asks for; negative if nothing
     */
    public long timeoutMillis(long asked) {
        long timeout = asked < 0 ? callTimeoutMillis : asked;
        boolean isTooLong = timeout == 0 || timeout > longestCallMillis;
        return longestCallMillis > 0 && isTooLong ? longestCallMillis : timeout;
    }

    /** From here on whoever sends to a client is slowed down. */
    long throttleBytes() {
        return outboundBytes / 4;
    }
}
