package io.patchbay.bench.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

import java.io.IOException;
import java.util.List;

/** What a router would use that decodes whole messages. */
interface Library {
    /** Decodes a whole message into objects of the library's choice. */
    Object decode(byte[] message) throws IOException;

    /** Encodes what {@link #decode} returned. */
    byte[] encode(Object message) throws IOException;

    static Library json() {
        return new Jackson(new ObjectMapper());
    }

    static Library cbor() {
        return new Jackson(new ObjectMapper(new CBORFactory()));
    }

    static Library msgpack() {
        return new MsgpackCore();
    }

    /** Jackson's data binding to lists and maps. */
    record Jackson(ObjectMapper mapper) implements Library {
        @Override
        public Object decode(byte[] message) throws IOException {
            return mapper.readValue(message, List.class);
        }

        @Override
        public byte[] encode(Object message) throws IOException {
            return mapper.writeValueAsBytes(message);
        }
    }

    /** msgpack-core's own values. */
    record MsgpackCore() implements Library {
        @Override
        public Object decode(byte[] message) throws IOException {
            try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(message)) {
                return unpacker.unpackValue();
            }
        }

        @Override
        public byte[] encode(Object message) throws IOException {
            try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
                packer.packValue((Value) message);
                return packer.toByteArray();
            }
        }
    }
}
