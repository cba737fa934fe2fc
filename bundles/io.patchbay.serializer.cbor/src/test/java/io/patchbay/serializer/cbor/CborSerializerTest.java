package io.patchbay.serializer.cbor;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.testkit.SerializerContract;

class CborSerializerTest extends SerializerContract {
    @Override
    protected Serializer serializer() {
        return new CborSerializer();
    }
}
