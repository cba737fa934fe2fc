package io.patchbay.transport.rawsocket;

/** The contract with the JDK's sockets instead of epoll. */
class OverNioTest extends RawSocketTransportTest {
    @Override
    String[] settings() {
        return new String[] {"native", "nio"};
    }
}
