package io.patchbay.security.realm;

import io.patchbay.api.transport.ConnectionInfo;

import java.net.InetAddress;
import java.util.List;

/**
 * From where and how some users may come.
 *
 * @param usernames who; {@code all} is everybody but anonymous clients
 */
record Source(List<String> usernames, String authmethod, Cidr cidr) {
    private static final String ANONYMOUS = "anonymous";

    /** A peer without an IP address is on this machine and counts as loopback. */
    boolean admits(String method, ConnectionInfo connection) {
        return authmethod.equals(method)
                && (method.equals(ANONYMOUS)
                        ? usernames.contains(ANONYMOUS)
                        : usernames.stream().anyMatch(name -> !name.equals(ANONYMOUS)))
                && connection
                        .address()
                        .map(cidr::contains)
                        .orElseGet(() -> cidr.contains(InetAddress.getLoopbackAddress()));
    }
}
