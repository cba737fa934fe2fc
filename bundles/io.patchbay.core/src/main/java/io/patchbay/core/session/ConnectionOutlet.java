package io.patchbay.core.session;

import io.patchbay.api.transport.Connection;
import io.patchbay.core.broker.Outgoing;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.ToClient;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.codec.MessageCodec;

/** The outlet of a session whose client is at the other end of a connection. */
final class ConnectionOutlet implements Outlet {
    private final ClientPeer peer;
    private final Connection connection;
    private final MessageCodec codec;
    private final LoopState state;
    private int pauses;

    ConnectionOutlet(ClientPeer peer, Connection connection, MessageCodec codec, LoopState state) {
        this.peer = peer;
        this.connection = connection;
        this.codec = codec;
        this.state = state;
    }

    @Override
    public boolean send(ToClient message) {
        codec.encode(message);
        Payload tail = codec.tail();
        if (codec.headLength() + tail.length() > connection.maxMessageBytes()) {
            return false;
        }
        state.sent(message.type());
        connection.send(
                codec.head(), codec.headLength(), tail.bytes(), tail.offset(), tail.length());
        return true;
    }

    @Override
    public boolean send(Outgoing event) {
        byte[] bytes = event.bytes(codec);
        if (bytes.length > connection.maxMessageBytes()) {
            return false;
        }
        state.sent(Message.EVENT);
        connection.send(bytes, bytes.length, bytes, 0, 0);
        return true;
    }

    @Override
    public long pendingBytes() {
        return connection.pendingBytes();
    }

    @Override
    public void pause() {
        if (pauses++ == 0) {
            connection.setReading(false);
        }
    }

    @Override
    public void resume() {
        if (--pauses == 0) {
            connection.setReading(true);
        }
    }

    @Override
    public void shutDown(Uri reason, Dict details) {
        peer.shutDown(reason, details);
    }

    @Override
    public void failed(RuntimeException e) {
        peer.failed(e);
    }

    @Override
    public void tooSlow() {
        peer.tooSlow();
    }
}
