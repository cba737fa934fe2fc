package io.patchbay.security.realm;

import io.patchbay.api.transport.ConnectionInfo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The settings of a realm, and what follows from them, until there are others. Any thread. */
final class Rulebook {
    private final RealmSettings settings;
    private final Map<String, Permissions> permissions = new ConcurrentHashMap<>();
    private volatile boolean current = true;

    Rulebook(RealmSettings settings) {
        this.settings = settings;
    }

    RealmSettings settings() {
        return settings;
    }

    boolean admits(String method, ConnectionInfo connection) {
        return settings.allowConnections()
                && settings.authmethods().contains(method)
                && settings.sources().stream()
                        .anyMatch(source -> source.admits(method, connection));
    }

    /** What one role may do. */
    Permissions permissions(String role) {
        return permissions.computeIfAbsent(role, this::compile);
    }

    private Permissions compile(String role) {
        return new Permissions(
                this::isCurrent,
                settings.grants().stream().filter(grant -> grant.isFor(role)).toList());
    }

    boolean isCurrent() {
        return current;
    }

    /** Other settings are in force now. */
    void expire() {
        current = false;
    }
}
