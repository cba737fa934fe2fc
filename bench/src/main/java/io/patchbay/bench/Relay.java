package io.patchbay.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/**
 * The bare relay: forwards length-prefixed frames between connections on one event loop, one flush
 * per read, with no WAMP at all. What a perfect router in Java could reach. Listens on loopback
 * only, until killed.
 */
@Command(name = "relay", description = "Runs the bare relay that a router is compared with.")
public final class Relay implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "19150",
            description = "default: ${DEFAULT-VALUE}; 0: any")
    private int port;

    @Option(
            names = "--transport",
            defaultValue = "auto",
            description = "auto, epoll or nio; default: ${DEFAULT-VALUE}")
    private Transport transport = Transport.AUTO;

    /** How the kernel is asked what is ready. */
    enum Transport {
        AUTO,
        EPOLL,
        NIO;

        boolean usesEpoll() {
            return this == EPOLL || (this == AUTO && Epoll.isAvailable());
        }
    }

    public static void main(String... arguments) {
        CommandLine line = new CommandLine(new Relay());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        boolean epoll = transport.usesEpoll();
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerSocketChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, handlers);
        try {
            Channel listener = listen(group, type);
            System.out.println("relay://" + listener.localAddress().toString().substring(1));
            listener.closeFuture().sync();
            return 0;
        } finally {
            group.shutdownGracefully().syncUninterruptibly();
        }
    }

    private Channel listen(EventLoopGroup group, Class<? extends ServerSocketChannel> type)
            throws InterruptedException {
        RelayPeers peers = new RelayPeers();
        return new ServerBootstrap()
                .group(group)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                channel.pipeline().addLast(new RelayHandler(peers));
                            }
                        })
                .bind("127.0.0.1", port)
                .sync()
                .channel();
    }
}
