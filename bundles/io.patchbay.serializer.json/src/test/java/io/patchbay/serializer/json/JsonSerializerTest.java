package io.patchbay.serializer.json;

import io.patchbay.testkit.SerializerContract;

class JsonSerializerTest extends SerializerContract {
    JsonSerializerTest() {
        super(new JsonSerializer());
    }
}
