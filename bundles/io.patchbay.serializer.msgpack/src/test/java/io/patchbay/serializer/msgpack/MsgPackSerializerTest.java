package io.patchbay.serializer.msgpack;

import io.patchbay.testkit.SerializerContract;

class MsgPackSerializerTest extends SerializerContract {
    MsgPackSerializerTest() {
        super(new MsgPackSerializer());
    }
}
