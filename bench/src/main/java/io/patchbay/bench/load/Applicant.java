package io.patchbay.bench.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who joins.
 *
 * @param user empty if it has no name
 * @param secret answers a challenge
 */
record Applicant(String user, String method, String secret) {
    static final Applicant ANONYMOUS = new Applicant("", "anonymous", "");

    private static final Map<String, Object> ROLES =
            Map.of(
                    "caller", Map.of(),
                    "publisher", Map.of(),
                    "subscriber", Map.of("features", Map.of("pattern_based_subscription", true)),
                    "callee",
                            Map.of(
                                    "features",
                                    Map.of(
                                            "pattern_based_registration", true,
                                            "shared_registration", true)));

    /** The details of its HELLO: every role. */
    Map<String, Object> details() {
        var details = new HashMap<String, Object>();
        details.put("agent", "patchbay-bench");
        details.put("authmethods", List.of(method));
        details.put("roles", ROLES);
        if (!user.isEmpty()) {
            details.put("authid", user);
        }
        return details;
    }
}
