package io.patchbay.wamp;

/**
 * A WAMP message. Direction is a type: what a router accepts is {@link ToRouter}, what it sends is
 * {@link ToClient}. Field names are those of the specification (Basic Profile, "Messages").
 */
public sealed interface Message {
    /** The message type code, the first element on the wire. */
    int type();

    /** A message that a client may send. */
    sealed interface ToRouter extends Message {}

    /** A message that a router may send. */
    sealed interface ToClient extends Message {}

    /** A message of a client that opens a request: its id is sequential in the session. */
    sealed interface Request extends ToRouter {
        long request();
    }

    /** A message that ends with application payload. */
    sealed interface Carrier extends Message {
        Payload payload();
    }

    int HELLO = 1;
    int WELCOME = 2;
    int ABORT = 3;
    int CHALLENGE = 4;
    int AUTHENTICATE = 5;
    int GOODBYE = 6;
    int ERROR = 8;
    int PUBLISH = 16;
    int PUBLISHED = 17;
    int SUBSCRIBE = 32;
    int SUBSCRIBED = 33;
    int UNSUBSCRIBE = 34;
    int UNSUBSCRIBED = 35;
    int EVENT = 36;
    int EVENT_RECEIVED = 37;
    int CALL = 48;
    int CANCEL = 49;
    int RESULT = 50;
    int REGISTER = 64;
    int REGISTERED = 65;
    int UNREGISTER = 66;
    int UNREGISTERED = 67;
    int INVOCATION = 68;
    int INTERRUPT = 69;
    int YIELD = 70;

    record Hello(Uri realm, Dict details) implements ToRouter {
        @Override
        public int type() {
            return HELLO;
        }
    }

    record Welcome(long session, Dict details) implements ToClient {
        @Override
        public int type() {
            return WELCOME;
        }
    }

    record Abort(Dict details, Uri reason, Payload payload) implements ToRouter, ToClient, Carrier {
        @Override
        public int type() {
            return ABORT;
        }
    }

    record Challenge(String method, Dict extra) implements ToClient {
        @Override
        public int type() {
            return CHALLENGE;
        }
    }

    record Authenticate(String signature, Dict extra) implements ToRouter {
        @Override
        public int type() {
            return AUTHENTICATE;
        }
    }

    record Goodbye(Dict details, Uri reason) implements ToRouter, ToClient {
        @Override
        public int type() {
            return GOODBYE;
        }
    }

    @SuppressWarnings("AvoidCommonTypeNames") // the specification's name
    record Error(int requestType, long request, Dict details, Uri error, Payload payload)
            implements ToRouter, ToClient, Carrier {
        @Override
        public int type() {
            return ERROR;
        }
    }

    record Publish(long request, Dict options, Uri topic, Payload payload)
            implements Request, Carrier {
        @Override
        public int type() {
            return PUBLISH;
        }
    }

    record Published(long request, long publication) implements ToClient {
        @Override
        public int type() {
            return PUBLISHED;
        }
    }

    record Subscribe(long request, Dict options, Uri topic) implements Request {
        @Override
        public int type() {
            return SUBSCRIBE;
        }
    }

    record Subscribed(long request, long subscription) implements ToClient {
        @Override
        public int type() {
            return SUBSCRIBED;
        }
    }

    record Unsubscribe(long request, long subscription) implements Request {
        @Override
        public int type() {
            return UNSUBSCRIBE;
        }
    }

    /** With request 0 and details the router revokes what the client holds. */
    record Unsubscribed(long request, Dict details) implements ToClient {
        @Override
        public int type() {
            return UNSUBSCRIBED;
        }
    }

    record Event(long subscription, long publication, Dict details, Payload payload)
            implements ToClient, Carrier {
        @Override
        public int type() {
            return EVENT;
        }
    }

    record EventReceived(long publication) implements ToRouter {
        @Override
        public int type() {
            return EVENT_RECEIVED;
        }
    }

    record Call(long request, Dict options, Uri procedure, Payload payload)
            implements Request, Carrier {
        @Override
        public int type() {
            return CALL;
        }
    }

    record Cancel(long request, Dict options) implements ToRouter {
        @Override
        public int type() {
            return CANCEL;
        }
    }

    record Result(long request, Dict details, Payload payload) implements ToClient, Carrier {
        @Override
        public int type() {
            return RESULT;
        }
    }

    record Register(long request, Dict options, Uri procedure) implements Request {
        @Override
        public int type() {
            return REGISTER;
        }
    }

    record Registered(long request, long registration) implements ToClient {
        @Override
        public int type() {
            return REGISTERED;
        }
    }

    record Unregister(long request, long registration) implements Request {
        @Override
        public int type() {
            return UNREGISTER;
        }
    }

    /** With request 0 and details the router revokes what the client holds. */
    record Unregistered(long request, Dict details) implements ToClient {
        @Override
        public int type() {
            return UNREGISTERED;
        }
    }

    record Invocation(long request, long registration, Dict details, Payload payload)
            implements ToClient, Carrier {
        @Override
        public int type() {
            return INVOCATION;
        }
    }

    record Interrupt(long request, Dict options) implements ToClient {
        @Override
        public int type() {
            return INTERRUPT;
        }
    }

    record Yield(long request, Dict options, Payload payload) implements ToRouter, Carrier {
        @Override
        public int type() {
            return YIELD;
        }
    }
}
