package io.patchbay.serializer.msgpack;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import org.osgi.service.component.annotations.Component;

/** MessagePack, version 5 of its specification. */
@Component(immediate = true, property = "wamp.serializer=" + MsgPackSerializer.NAME)
public final class MsgPackSerializer implements Serializer {
    static final String NAME = "msgpack";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rawSocketId() {
        return 2;
    }

    @Override
    public boolean isText() {
        return false;
    }

    @Override
    public ValueReader newReader() {
        return new MsgPackReader();
    }

    @Override
    public ValueWriter newWriter() {
        return new MsgPackWriter();
    }
}
