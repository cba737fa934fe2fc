package io.patchbay.wamp.codec;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Carrier;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns the bytes of one format into messages and back. Only the head of a message (type, ids,
 * options, URI) is decoded; its payload is checked to be exactly one well-formed args (and kwargs)
 * value and stays the bytes that arrived. For one thread: the reader, the writer and the tables
 * inside are reused.
 */
public final class MessageCodec {
    /** How large the options or details of a message may be, encoded. */
    public static final int MAX_DICT_BYTES = 64 << 10;

    private static final int URI_SLOTS = 2048;
    private static final int STRING_SLOTS = 256;
    private static final byte[] NOTHING = new byte[0];

    private final Format format;
    private final ValueReader reader;
    private final ValueWriter writer;
    private final InternTable<Uri> uris = new InternTable<>(URI_SLOTS, Uri::of);
    private final InternTable<String> strings =
            new InternTable<>(STRING_SLOTS, Function.identity());
    private final Function<Format, ValueReader> foreignReaders;
    private byte[] data = NOTHING;
    private Payload tail = Payload.EMPTY;

    /**
     * @param foreignReaders yields a reader for payloads of another format, for this thread
     */
    public MessageCodec(Format format, Function<Format, ValueReader> foreignReaders) {
        this.format = format;
        this.reader = format.newReader();
        this.writer = format.newWriter();
        this.foreignReaders = foreignReaders;
    }

    public Format format() {
        return format;
    }

    /**
     * Decodes one message. Its payload borrows {@code bytes}.
     *
     * @throws ProtocolViolation if it is not one well-formed WAMP message
     */
    public Message decode(byte[] bytes, int offset, int length) {
        data = bytes;
        reader.reset(bytes, offset, length);
        try {
            expect(Kind.LIST, "a message");
            reader.beginList();
            return message(integer("the message type"));
        } catch (MalformedDocument e) {
            throw new ProtocolViolation("malformed " + format.name() + ": " + e.getMessage());
        } finally {
            data = NOTHING;
        }
    }

    private Message message(long type) {
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case Message.CALL -> new Message.Call(id(), dict(), uri(), payload());
            case Message.YIELD -> new Message.Yield(id(), dict(), payload());
            case Message.PUBLISH -> new Message.Publish(id(), dict(), uri(), payload());
            case Message.HELLO -> last(new Message.Hello(uri(), dict()));
            case Message.WELCOME -> last(new Message.Welcome(id(), dict()));
            case Message.ABORT -> new Message.Abort(dict(), uri(), payload());
            case Message.CHALLENGE -> last(new Message.Challenge(string(), dict()));
            case Message.AUTHENTICATE -> last(new Message.Authenticate(string(), dict()));
            case Message.GOODBYE -> last(new Message.Goodbye(dict(), uri()));
            case Message.ERROR -> error();
            case Message.PUBLISHED -> last(new Message.Published(id(), id()));
            case Message.SUBSCRIBE -> last(new Message.Subscribe(id(), dict(), uri()));
            case Message.SUBSCRIBED -> last(new Message.Subscribed(id(), id()));
            case Message.UNSUBSCRIBE -> last(new Message.Unsubscribe(id(), id()));
            case Message.UNSUBSCRIBED -> new Message.Unsubscribed(idOrZero(), lastDict());
            case Message.EVENT -> new Message.Event(id(), id(), dict(), payload());
            case Message.EVENT_RECEIVED -> last(new Message.EventReceived(id()));
            case Message.CANCEL -> last(new Message.Cancel(id(), dict()));
            case Message.RESULT -> new Message.Result(id(), dict(), payload());
            case Message.REGISTER -> last(new Message.Register(id(), dict(), uri()));
            case Message.REGISTERED -> last(new Message.Registered(id(), id()));
            case Message.UNREGISTER -> last(new Message.Unregister(id(), id()));
            case Message.UNREGISTERED -> new Message.Unregistered(idOrZero(), lastDict());
            case Message.INVOCATION -> new Message.Invocation(id(), id(), dict(), payload());
            case Message.INTERRUPT -> last(new Message.Interrupt(id(), dict()));
            default -> throw new ProtocolViolation("unknown message type " + type);
        };
    }

    private Message.Error error() {
        long requestType = integer("the request type");
        if (requestType > Message.YIELD) {
            throw new ProtocolViolation("invalid request type " + requestType + " in ERROR");
        }
        return new Message.Error((int) requestType, id(), dict(), uri(), payload());
    }

    private <M extends Message> M last(M message) {
        if (reader.hasNext()) {
            throw new ProtocolViolation("too many elements in message of type " + message.type());
        }
        reader.end();
        return message;
    }

    private void expect(Kind kind, String what) {
        Kind found = reader.peek();
        if (found != kind) {
            throw new ProtocolViolation(what + " is " + found + ", expected " + kind);
        }
    }

    private void next(String what) {
        if (!reader.hasNext()) {
            throw new ProtocolViolation(what + " is missing");
        }
    }

    private long integer(String what) {
        next(what);
        Kind kind = reader.peek();
        if (kind == Kind.INTEGER) {
            long value = reader.readLong();
            if (value < 0) {
                throw new ProtocolViolation(what + " is negative: " + value);
            }
            return value;
        }
        return integral(what, kind);
    }

    /** Some clients write integers above 2^32 as floating-point numbers. */
    private long integral(String what, Kind kind) {
        if (kind == Kind.DECIMAL) {
            double value = reader.readDouble();
            if (value >= 0 && value <= Ids.MAX && value == Math.rint(value)) {
                return (long) value;
            }
        }
        throw new ProtocolViolation(what + " is " + kind + ", expected an integer");
    }

    private long id() {
        long id = idOrZero();
        if (id == 0) {
            throw new ProtocolViolation("id 0 is outside [1, 2^53]");
        }
        return id;
    }

    private long idOrZero() {
        long id = integer("an id");
        if (id > Ids.MAX) {
            throw new ProtocolViolation("id " + id + " is outside [1, 2^53]");
        }
        return id;
    }

    private Uri uri() {
        next("a URI");
        expect(Kind.STRING, "a URI");
        return reader.readString(uris);
    }

    private String string() {
        next("a string");
        expect(Kind.STRING, "a string");
        return reader.readString();
    }

    private Dict dict() {
        next("a dictionary");
        return dictValue();
    }

    /** The end of the message, before which there may be a dictionary. */
    private Dict lastDict() {
        boolean isPresent = reader.hasNext();
        Dict dict = isPresent ? dictValue() : Dict.EMPTY;
        if (isPresent && reader.hasNext()) {
            throw new ProtocolViolation("elements follow details");
        }
        reader.end();
        return dict;
    }

    private Dict dictValue() {
        expect(Kind.MAP, "options or details");
        reader.beginMap();
        if (!reader.hasNext()) {
            return Dict.EMPTY;
        }
        int end = reader.position() + MAX_DICT_BYTES;
        var entries = new LinkedHashMap<String, Object>();
        do {
            String key = reader.readString(strings);
            Object value = value(end);
            if (value != null) {
                entries.put(key, value);
            }
        } while (reader.hasNext());
        return Dict.of(entries);
    }

    /**
     * Reads a value of options or details. Decoded it takes many times the memory that it takes
     * encoded, which the payload, being left as it is, does not.
     *
     * @param end where options and details must have ended
     */
    private @Nullable Object value(int end) {
        Object value =
                switch (reader.peek()) {
                    case LIST -> list(end);
                    case MAP -> map(end);
                    default -> reader.read();
                };
        if (reader.position() > end) {
            throw new ProtocolViolation(
                    "options or details are larger than " + MAX_DICT_BYTES + " bytes");
        }
        return value;
    }

    @SuppressWarnings("NullAway") // such lists may hold nulls
    private List<Object> list(int end) {
        var list = new ArrayList<Object>();
        reader.beginList();
        while (reader.hasNext()) {
            list.add(value(end));
        }
        return list;
    }

    @SuppressWarnings("NullAway") // as above
    private Map<String, Object> map(int end) {
        var map = new LinkedHashMap<String, Object>();
        reader.beginMap();
        while (reader.hasNext()) {
            map.put(reader.readKey(), value(end));
        }
        return map;
    }

    private Payload payload() {
        if (!reader.hasNext()) {
            reader.end();
            return Payload.EMPTY;
        }
        int start = reader.position();
        int count = 1;
        expect(Kind.LIST, "Arguments");
        reader.skip();
        if (reader.hasNext()) {
            count = 2;
            expect(Kind.MAP, "ArgumentsKw");
            reader.skipDict();
            if (reader.hasNext()) {
                throw new ProtocolViolation("elements follow ArgumentsKw");
            }
        }
        reader.end();
        return Payload.encoded(format, data, start, reader.tailEnd() - start, count);
    }

    /**
     * Encodes a message. Its bytes are {@link #head} up to {@link #headLength}, followed by those
     * of {@link #tail}; both valid until the next call.
     */
    @SuppressWarnings("ReferenceEquality") // what makes formats the same
    public void encode(Message message) {
        writer.reset();
        Payload payload = message instanceof Carrier carrier ? carrier.payload() : Payload.EMPTY;
        writer.beginList(headSize(message) + payload.count());
        writer.writeLong(message.type());
        writeHead(message);
        if (payload.format() == format || payload.count() == 0) {
            writer.endWithTail(payload.count());
            tail = payload;
        } else {
            payload.writeTo(writer, foreignReader(payload));
            writer.endList();
            tail = Payload.EMPTY;
        }
    }

    private @Nullable ValueReader foreignReader(Payload payload) {
        Format foreign = payload.format();
        return foreign == null ? null : foreignReaders.apply(foreign);
    }

    public byte[] head() {
        return writer.buffer();
    }

    public int headLength() {
        return writer.length();
    }

    /** The part of the message behind the head; empty unless it passes through unchanged. */
    public Payload tail() {
        return tail;
    }

    /** The whole message last encoded, as an array of its own. */
    public byte[] toBytes() {
        byte[] bytes = Arrays.copyOf(writer.buffer(), writer.length() + tail.length());
        System.arraycopy(tail.bytes(), tail.offset(), bytes, writer.length(), tail.length());
        return bytes;
    }

    private static int headSize(Message message) {
        return switch (message) {
            case Message.Error m -> 5;
            case Message.Event m -> 4;
            case Message.Invocation m -> 4;
            case Message.Call m -> 4;
            case Message.Publish m -> 4;
            case Message.Subscribe m -> 4;
            case Message.Register m -> 4;
            case Message.EventReceived m -> 2;
            case Message.Unsubscribed m -> m.details().isEmpty() ? 2 : 3;
            case Message.Unregistered m -> m.details().isEmpty() ? 2 : 3;
            default -> 3;
        };
    }

    private void writeHead(Message message) {
        switch (message) {
            case Message.Result m -> head(m.request(), m.details());
            case Message.Invocation m -> head(m.request(), m.registration(), m.details());
            case Message.Event m -> head(m.subscription(), m.publication(), m.details());
            case Message.Error m -> {
                writer.writeLong(m.requestType());
                head(m.request(), m.details(), m.error());
            }
            case Message.Published m -> head(m.request(), m.publication());
            case Message.Subscribed m -> head(m.request(), m.subscription());
            case Message.Unsubscribed m -> revocable(m.request(), m.details());
            case Message.Registered m -> head(m.request(), m.registration());
            case Message.Unregistered m -> revocable(m.request(), m.details());
            case Message.Interrupt m -> head(m.request(), m.options());
            case Message.Welcome m -> head(m.session(), m.details());
            case Message.Challenge m -> head(m.method(), m.extra());
            case Message.Abort m -> head(m.details(), m.reason());
            case Message.Goodbye m -> head(m.details(), m.reason());
            case Message.Hello m -> {
                writer.writeString(m.realm().toString());
                dict(m.details());
            }
            case Message.Authenticate m -> head(m.signature(), m.extra());
            case Message.Publish m -> head(m.request(), m.options(), m.topic());
            case Message.Subscribe m -> head(m.request(), m.options(), m.topic());
            case Message.Unsubscribe m -> head(m.request(), m.subscription());
            case Message.EventReceived m -> writer.writeLong(m.publication());
            case Message.Call m -> head(m.request(), m.options(), m.procedure());
            case Message.Cancel m -> head(m.request(), m.options());
            case Message.Register m -> head(m.request(), m.options(), m.procedure());
            case Message.Unregister m -> head(m.request(), m.registration());
            case Message.Yield m -> head(m.request(), m.options());
        }
    }

    private void head(long first, long second) {
        writer.writeLong(first);
        writer.writeLong(second);
    }

    private void head(long first, long second, Dict details) {
        head(first, second);
        dict(details);
    }

    private void head(long request, Dict dict) {
        writer.writeLong(request);
        dict(dict);
    }

    private void head(long request, Dict dict, Uri uri) {
        head(request, dict);
        writer.writeString(uri.toString());
    }

    private void head(String text, Dict dict) {
        writer.writeString(text);
        dict(dict);
    }

    private void head(Dict details, Uri reason) {
        dict(details);
        writer.writeString(reason.toString());
    }

    private void revocable(long request, Dict details) {
        writer.writeLong(request);
        if (!details.isEmpty()) {
            dict(details);
        }
    }

    private void dict(Dict dict) {
        if (dict.isEmpty()) {
            writer.beginMap(0);
            writer.endMap();
        } else {
            writer.write(dict.asMap());
        }
    }
}
