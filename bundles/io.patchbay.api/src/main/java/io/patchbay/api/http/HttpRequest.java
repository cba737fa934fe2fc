package io.patchbay.api.http;

import io.patchbay.api.transport.ConnectionInfo;

import java.util.List;
import java.util.Map;

/**
 * A whole request.
 *
 * @param path decoded, without the query
 * @param query decoded parameters in their order
 * @param headers by lower-case name
 * @param body the whole body, within the listener's limit
 * @param connection how it came
 */
public record HttpRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        ConnectionInfo connection) {}
