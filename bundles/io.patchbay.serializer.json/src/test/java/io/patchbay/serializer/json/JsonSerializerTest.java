package io.patchbay.serializer.json;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.testkit.SerializerContract;

class JsonSerializerTest extends SerializerContract {
    @Override
    protected Serializer serializer() {
        return new JsonSerializer();
    }
}
