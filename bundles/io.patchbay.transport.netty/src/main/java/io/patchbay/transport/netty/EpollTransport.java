package io.patchbay.transport.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;

import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * Linux's epoll. The only class that touches the packages of the native transport: where they are
 * missing, using it fails with a {@link LinkageError}.
 */
final class EpollTransport implements NativeTransport {
    /** Whether the native library was found and works here. */
    static boolean works() {
        return Epoll.isAvailable();
    }

    /** Why it does not work. */
    static Throwable obstacle() {
        return Epoll.unavailabilityCause();
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public IoHandlerFactory ioHandlers() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends ServerChannel> unixServerChannel() {
        return EpollServerDomainSocketChannel.class;
    }

    @Override
    public SocketAddress unixAddress(Path path) {
        return new DomainSocketAddress(path.toString());
    }

    @Override
    public SocketAddress plain(SocketAddress address) {
        return address instanceof DomainSocketAddress unix
                ? UnixDomainSocketAddress.of(unix.path())
                : address;
    }
}
