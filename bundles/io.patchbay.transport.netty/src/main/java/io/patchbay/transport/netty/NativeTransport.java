package io.patchbay.transport.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;

import java.net.SocketAddress;
import java.nio.file.Path;

/** A way to reach the operating system's sockets. */
sealed interface NativeTransport permits EpollTransport, NioTransport {
    String name();

    IoHandlerFactory ioHandlers();

    Class<? extends ServerChannel> serverChannel();

    Class<? extends ServerChannel> unixServerChannel();

    SocketAddress unixAddress(Path path);

    /** The address as a type of the JDK. */
    SocketAddress plain(SocketAddress address);
}
