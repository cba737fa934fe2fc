package io.patchbay.serializer.msgpack;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.testkit.SerializerContract;

class MsgPackSerializerTest extends SerializerContract {
    @Override
    protected Serializer serializer() {
        return new MsgPackSerializer();
    }
}
