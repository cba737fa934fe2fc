package io.patchbay.serializer.json;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import org.osgi.service.component.annotations.Component;

/** JSON, RFC 8259, with the convention of WAMP for binaries: base64 behind a zero character. */
@Component(immediate = true, property = "wamp.serializer=" + JsonSerializer.NAME)
public final class JsonSerializer implements Serializer {
    static final String NAME = "json";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rawSocketId() {
        return 1;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public ValueReader newReader() {
        return new JsonReader();
    }

    @Override
    public ValueWriter newWriter() {
        return new JsonWriter();
    }
}
