package io.patchbay.transport.netty;

import io.netty.channel.Channel;

/** What a transport does with a connection that its {@link Listener} has accepted. */
@FunctionalInterface
public interface Acceptor {
    /**
     * Adds the transport's handlers; TLS, if any, is in the pipeline already. Called on the
     * channel's loop.
     *
     * @param listener the one that accepted it
     * @param tooMany whether the limit is reached: to be refused in the transport's own way and
     *     closed
     */
    void accept(Listener listener, Channel channel, boolean tooMany);
}
