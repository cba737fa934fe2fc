package io.patchbay.bench.wire;

import java.util.List;

/** The serializers of WAMP, with the names that the two transports negotiate them by. */
public enum Format {
    JSON(1, "wamp.2.json", new JsonSyntax()),
    MSGPACK(2, "wamp.2.msgpack", new MsgpackSyntax()),
    CBOR(3, "wamp.2.cbor", new CborSyntax());

    private final int rawSocketId;
    private final String subprotocol;

    @SuppressWarnings("ImmutableEnumChecker") // every Syntax is stateless
    private final Syntax syntax;

    Format(int rawSocketId, String subprotocol, Syntax syntax) {
        this.rawSocketId = rawSocketId;
        this.subprotocol = subprotocol;
        this.syntax = syntax;
    }

    int rawSocketId() {
        return rawSocketId;
    }

    String subprotocol() {
        return subprotocol;
    }

    boolean isText() {
        return this == JSON;
    }

    public Syntax syntax() {
        return syntax;
    }

    /** Encodes a whole message. */
    public byte[] message(Object... elements) {
        Bytes out = new Bytes();
        syntax.value(out, List.of(elements));
        return out.toArray();
    }
}
