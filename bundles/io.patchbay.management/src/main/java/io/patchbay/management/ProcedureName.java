package io.patchbay.management;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a management procedure is called: by its name behind one of several prefixes, or by a name
 * that it once had.
 */
final class ProcedureName {
    static final String PREFIX = "bondy.";

    /** Under which all is registered; what follows them is the same. */
    static final List<String> PREFIXES = List.of(PREFIX, "com.bondy.", "com.leapsight.bondy.");

    private static final String SECURITY = "security.";
    private static final String GATEWAY = "api_gateway.";
    private static final Map<String, String> MOVED =
            Map.ofEntries(
                    Map.entry("security.enable", "realm.security.enable"),
                    Map.entry("security.disable", "realm.security.disable"),
                    Map.entry("security.status", "realm.security.status"),
                    Map.entry("security.is_enabled", "realm.security.is_enabled"),
                    Map.entry("security.change_password", "user.change_password"),
                    Map.entry("api_gateway.lookup", "http_gateway.api.get"),
                    Map.entry("api_gateway.list", "http_gateway.api.list"),
                    Map.entry("api_gateway.load", "http_gateway.api.load"),
                    Map.entry("api_gateway.list_resource_owners", "oauth2.resource_owners.list"),
                    Map.entry("oauth2.lookup_token", "oauth2.token.lookup"),
                    Map.entry("oauth2.revoke_token", "oauth2.token.revoke"),
                    Map.entry("oauth2.revoke_tokens", "oauth2.token.revoke_all"),
                    Map.entry("callee.list", "registration.callee.list"),
                    Map.entry("wamp.callee.list", "registration.callee.list"));

    private ProcedureName() {}

    /** The name that it has today, without the prefix; empty if it is none. */
    static Optional<String> of(String uri) {
        return PREFIXES.stream()
                .filter(uri::startsWith)
                .findFirst()
                .map(prefix -> today(uri.substring(prefix.length())));
    }

    private static String today(String name) {
        String moved = MOVED.get(name);
        if (moved != null) {
            return moved;
        }
        if (name.startsWith(SECURITY)) {
            return turned(name.substring(SECURITY.length()), "");
        }
        return name.startsWith(GATEWAY)
                ? turned(name.substring(GATEWAY.length()), "oauth2.")
                : name;
    }

    /**
     * What was {@code find_user} or {@code list_users} is {@code user.get} or {@code user.list}.
     */
    private static String turned(String name, String family) {
        int end = name.indexOf('_');
        if (end < 0) {
            return name;
        }
        String verb = name.substring(0, end);
        String noun = name.substring(end + 1);
        return switch (verb) {
            case "find", "fetch" -> family + noun + ".get";
            case "list" -> family + noun.replaceFirst("s$", "") + ".list";
            default -> family + noun + "." + verb;
        };
    }
}
