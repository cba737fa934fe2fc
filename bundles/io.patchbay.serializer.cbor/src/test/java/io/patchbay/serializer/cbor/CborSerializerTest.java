package io.patchbay.serializer.cbor;

import io.patchbay.testkit.SerializerContract;

class CborSerializerTest extends SerializerContract {
    CborSerializerTest() {
        super(new CborSerializer());
    }
}
