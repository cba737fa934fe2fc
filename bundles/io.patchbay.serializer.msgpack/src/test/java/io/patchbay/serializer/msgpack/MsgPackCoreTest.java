package io.patchbay.serializer.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.SampleValues;
import io.patchbay.testkit.WireText;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What we write others read, and the other way round. */
class MsgPackCoreTest {
    @Property
    void readsWhatWeWrite(@ForAll long seed) throws IOException {
        Object value = SampleValues.random(seed);
        var writer = new MsgPackWriter();
        writer.write(value);

        try (MessageUnpacker unpacker =
                MessagePack.newDefaultUnpacker(writer.buffer(), 0, writer.length())) {
            assertThat(WireText.of(java(unpacker.unpackValue()))).isEqualTo(WireText.of(value));
            assertThat(unpacker.hasNext()).isFalse();
        }
    }

    @Property
    void writesWhatWeRead(@ForAll long seed) throws IOException {
        Object value = SampleValues.random(seed);
        var out = new ByteArrayOutputStream();
        try (MessagePacker packer = MessagePack.newDefaultPacker(out)) {
            pack(packer, value);
        }
        var reader = new MsgPackReader();
        reader.reset(out.toByteArray(), 0, out.size());

        assertThat(WireText.of(reader.read())).isEqualTo(WireText.of(value));
        reader.end();
    }

    private static @Nullable Object java(Value value) {
        return switch (value.getValueType()) {
            case NIL -> null;
            case BOOLEAN -> value.asBooleanValue().getBoolean();
            case INTEGER -> value.asIntegerValue().asBigInteger();
            case FLOAT -> value.asFloatValue().toDouble();
            case STRING -> value.asStringValue().asString();
            case BINARY -> value.asBinaryValue().asByteArray();
            case ARRAY -> value.asArrayValue().list().stream().map(MsgPackCoreTest::java).toList();
            case MAP -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                value.asMapValue()
                        .entrySet()
                        .forEach(
                                e ->
                                        map.put(
                                                e.getKey().asStringValue().asString(),
                                                java(e.getValue())));
                yield map;
            }
            case EXTENSION -> throw new AssertionError("we write no extensions");
        };
    }

    private static void pack(MessagePacker packer, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> packer.packNil();
            case Boolean bool -> packer.packBoolean(bool);
            case Long number -> packer.packLong(number);
            case BigInteger number -> packer.packBigInteger(number);
            case Double number -> packer.packDouble(number);
            case String string -> packer.packString(string);
            case byte[] bytes -> packer.packBinaryHeader(bytes.length).writePayload(bytes);
            case List<?> list -> {
                packer.packArrayHeader(list.size());
                for (Object item : list) {
                    pack(packer, item);
                }
            }
            case Map<?, ?> map -> {
                packer.packMapHeader(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    packer.packString((String) entry.getKey());
                    pack(packer, entry.getValue());
                }
            }
            default -> throw new AssertionError(value);
        }
    }
}
