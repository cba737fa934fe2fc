package io.patchbay.itests.client;

/** The numbers of messages, and URIs that tests expect. */
public final class Wamp {
    public static final long HELLO = 1;
    public static final long WELCOME = 2;
    public static final long ABORT = 3;
    public static final long CHALLENGE = 4;
    public static final long AUTHENTICATE = 5;
    public static final long GOODBYE = 6;
    public static final long ERROR = 8;
    public static final long PUBLISH = 16;
    public static final long PUBLISHED = 17;
    public static final long SUBSCRIBE = 32;
    public static final long SUBSCRIBED = 33;
    public static final long UNSUBSCRIBE = 34;
    public static final long UNSUBSCRIBED = 35;
    public static final long EVENT = 36;
    public static final long CALL = 48;
    public static final long CANCEL = 49;
    public static final long RESULT = 50;
    public static final long REGISTER = 64;
    public static final long REGISTERED = 65;
    public static final long UNREGISTER = 66;
    public static final long UNREGISTERED = 67;
    public static final long INVOCATION = 68;
    public static final long INTERRUPT = 69;
    public static final long YIELD = 70;

    public static final String SYSTEM_SHUTDOWN = "wamp.close.system_shutdown";
    public static final String GOODBYE_AND_OUT = "wamp.close.goodbye_and_out";
    public static final String AUTHENTICATION_FAILED = "wamp.error.authentication_failed";
    public static final String NO_MATCHING_AUTH_METHOD = "wamp.error.no_matching_auth_method";

    private Wamp() {}
}
