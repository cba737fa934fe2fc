package io.patchbay.bench.load;

/** The type codes of the WAMP messages that a load run sends or looks at. */
final class MessageType {
    static final int HELLO = 1;
    static final int WELCOME = 2;
    static final int ABORT = 3;
    static final int CHALLENGE = 4;
    static final int AUTHENTICATE = 5;
    static final int GOODBYE = 6;
    static final int ERROR = 8;
    static final int PUBLISH = 16;
    static final int SUBSCRIBE = 32;
    static final int SUBSCRIBED = 33;
    static final int EVENT = 36;
    static final int CALL = 48;
    static final int RESULT = 50;
    static final int REGISTER = 64;
    static final int REGISTERED = 65;
    static final int INVOCATION = 68;
    static final int YIELD = 70;

    private MessageType() {}
}
