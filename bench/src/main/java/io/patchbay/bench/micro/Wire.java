package io.patchbay.bench.micro;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.bench.wire.Format;
import io.patchbay.serializer.cbor.CborSerializer;
import io.patchbay.serializer.json.JsonSerializer;
import io.patchbay.serializer.msgpack.MsgPackSerializer;

/** A serializer in its three guises: the router's, a client's, and the library to compare with. */
public enum Wire {
    JSON(Format.JSON),
    MSGPACK(Format.MSGPACK),
    CBOR(Format.CBOR);

    private final Format format;

    Wire(Format format) {
        this.format = format;
    }

    /** How a client writes and reads it. */
    Format format() {
        return format;
    }

    /** A new one: what the router uses. */
    Serializer serializer() {
        return switch (this) {
            case JSON -> new JsonSerializer();
            case MSGPACK -> new MsgPackSerializer();
            case CBOR -> new CborSerializer();
        };
    }

    Library library() {
        return switch (this) {
            case JSON -> Library.json();
            case MSGPACK -> Library.msgpack();
            case CBOR -> Library.cbor();
        };
    }
}
