package io.patchbay.testkit;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

/** A serializer by name only: for transports, which never look into a message. */
public record OpaqueSerializer(String name, int rawSocketId, boolean isText) implements Serializer {
    public static final OpaqueSerializer JSON = new OpaqueSerializer("json", 1, true);
    public static final OpaqueSerializer MSGPACK = new OpaqueSerializer("msgpack", 2, false);
    public static final OpaqueSerializer CBOR = new OpaqueSerializer("cbor", 3, false);

    @Override
    public ValueReader newReader() {
        throw new UnsupportedOperationException("messages are opaque here");
    }

    @Override
    public ValueWriter newWriter() {
        throw new UnsupportedOperationException("messages are opaque here");
    }
}
