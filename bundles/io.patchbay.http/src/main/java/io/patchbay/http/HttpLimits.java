package io.patchbay.http;

import java.time.Duration;

/**
 * What one connection may take.
 *
 * @param requestTimeout from the first byte of a request to its last
 * @param answerTimeout from the last byte of a request to the route's answer
 * @param idleTimeout between requests
 */
record HttpLimits(
        int urlBytes,
        int headerBytes,
        int bodyBytes,
        Duration requestTimeout,
        Duration answerTimeout,
        Duration idleTimeout) {}
