package io.patchbay.transport.netty;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where and how to listen. Two that are equal need no new listener.
 *
 * @param name by which operators know the listener, say {@code rawsocket-default}
 * @param source the configuration file, for messages
 * @param host address to bind, all of the machine's for {@code 0.0.0.0}
 * @param port TCP port, 0 for any free one, empty for none
 * @param unixPath Unix domain socket to listen on as well
 * @param unixPermissions of that socket
 * @param backlog connections that the operating system queues until they are accepted
 * @param connectionsMax connections open at the same time; 0 = no limit
 */
public record ListenerSettings(
        String name,
        String source,
        String host,
        OptionalInt port,
        Optional<Path> unixPath,
        Set<PosixFilePermission> unixPermissions,
        int backlog,
        int connectionsMax,
        Optional<TlsSettings> tls) {

    /** The longest path that fits the socket address of all systems. */
    private static final int UNIX_PATH_MAX = 103;

    private static final int PORT_MAX = 65_535;

    /**
     * Reads the keys {@code host}, {@code port}, {@code unix.path}, {@code unix.permissions},
     * {@code backlog}, {@code connections.max} and {@code tls.*}, which the definition must list.
     *
     * @throws InvalidSetting naming the key that cannot be used
     */
    public static ListenerSettings of(String name, Settings settings) {
        int port = settings.integer("port", -1, PORT_MAX);
        Optional<Path> unixPath = settings.path("unix.path");
        if (port < 0 && unixPath.isEmpty()) {
            throw settings.invalid("port", "0 to " + PORT_MAX + " as there is no unix.path");
        }
        if (unixPath.isPresent() && unixPath.get().toString().length() > UNIX_PATH_MAX) {
            throw settings.invalid("unix.path", "at most " + UNIX_PATH_MAX + " characters");
        }
        return new ListenerSettings(
                name,
                settings.source(),
                settings.text("host"),
                port < 0 ? OptionalInt.empty() : OptionalInt.of(port),
                unixPath,
                permissions(settings),
                settings.integer("backlog", 1, PORT_MAX),
                settings.integer("connections.max", 0, Integer.MAX_VALUE),
                TlsSettings.of(settings));
    }

    /** Whether both want the same TCP port or socket file, so that one must go first. */
    public boolean collidesWith(ListenerSettings other) {
        boolean samePort = port.isPresent() && port.getAsInt() != 0 && port.equals(other.port);
        return samePort || (unixPath.isPresent() && unixPath.equals(other.unixPath));
    }

    private static Set<PosixFilePermission> permissions(Settings settings) {
        try {
            return PosixFilePermissions.fromString(settings.text("unix.permissions"));
        } catch (IllegalArgumentException e) {
            throw settings.invalid("unix.permissions", "nine characters like rw-rw----");
        }
    }
}
