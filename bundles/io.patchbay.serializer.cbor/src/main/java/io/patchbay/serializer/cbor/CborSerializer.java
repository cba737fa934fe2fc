package io.patchbay.serializer.cbor;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import org.osgi.service.component.annotations.Component;

/** CBOR, RFC 8949. */
@Component(immediate = true, property = "wamp.serializer=" + CborSerializer.NAME)
public final class CborSerializer implements Serializer {
    static final String NAME = "cbor";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rawSocketId() {
        return 3;
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public ValueReader newReader() {
        return new CborReader();
    }

    @Override
    public ValueWriter newWriter() {
        return new CborWriter();
    }
}
