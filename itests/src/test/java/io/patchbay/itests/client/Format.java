package io.patchbay.itests.client;

import java.util.List;
import java.util.Locale;

/** The formats of WAMP, for messages as lists of plain values. Whole numbers are read as longs. */
public enum Format {
    JSON(1, "wamp.2.json") {
        @Override
        public byte[] write(List<?> message) {
            return Json.write(message);
        }

        @Override
        public List<Object> read(byte[] message) {
            return list(Json.read(message));
        }
    },
    MSGPACK(2, "wamp.2.msgpack") {
        @Override
        public byte[] write(List<?> message) {
            return MsgPack.write(message);
        }

        @Override
        public List<Object> read(byte[] message) {
            return list(MsgPack.read(message));
        }
    },
    CBOR(3, "wamp.2.cbor") {
        @Override
        public byte[] write(List<?> message) {
            return Cbor.write(message);
        }

        @Override
        public List<Object> read(byte[] message) {
            return list(Cbor.read(message));
        }
    };

    private final int rawSocketId;
    private final String subprotocol;

    Format(int rawSocketId, String subprotocol) {
        this.rawSocketId = rawSocketId;
        this.subprotocol = subprotocol;
    }

    public abstract byte[] write(List<?> message);

    public abstract List<Object> read(byte[] message);

    public int rawSocketId() {
        return rawSocketId;
    }

    public String subprotocol() {
        return subprotocol;
    }

    public boolean isText() {
        return this == JSON;
    }

    /** The name of the bundle that brings the format to the router. */
    public String bundle() {
        return "io.patchbay.serializer." + name().toLowerCase(Locale.ROOT);
    }

    @SuppressWarnings("unchecked") // a list of anything is a list of objects
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
