package io.patchbay.core.broker;

import io.patchbay.wamp.Message.Event;
import io.patchbay.wamp.codec.Format;
import io.patchbay.wamp.codec.MessageCodec;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * An event on its way to the subscribers of one subscription: encoded once per format, whoever
 * comes first, and the same bytes for all. Any thread.
 */
public final class Outgoing {
    private final Event event;
    private @Nullable Encoded latest;
    private @Nullable List<Encoded> others;

    private record Encoded(Format format, byte[] bytes) {}

    Outgoing(Event event) {
        this.event = event;
    }

    public Event event() {
        return event;
    }

    /** The bytes of the event in the format of the codec, which belongs to the calling thread. */
    public byte[] bytes(MessageCodec codec) {
        Encoded encoded = latest;
        return encoded != null && encoded.format == codec.format()
                ? encoded.bytes
                : find(codec).bytes;
    }

    private synchronized Encoded find(MessageCodec codec) {
        List<Encoded> known = others == null ? others = new ArrayList<>(2) : others;
        for (Encoded encoded : known) {
            if (encoded.format == codec.format()) {
                return latest = encoded;
            }
        }
        codec.encode(event);
        var encoded = new Encoded(codec.format(), codec.toBytes());
        known.add(encoded);
        return latest = encoded;
    }
}
