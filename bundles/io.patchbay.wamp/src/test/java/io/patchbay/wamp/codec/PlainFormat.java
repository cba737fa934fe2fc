package io.patchbay.wamp.codec;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The simplest binary format one can think of: a letter, then a number or a length of four bytes,
 * then content. A double for real formats; it takes its documents on trust.
 */
public final class PlainFormat implements Format {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public ValueReader newReader() {
        return new Reader();
    }

    @Override
    public ValueWriter newWriter() {
        return new Writer();
    }

    private static final class Writer implements ValueWriter {
        private final ByteSink out = new ByteSink();

        @Override
        public void reset() {
            out.reset();
        }

        @Override
        public byte[] buffer() {
            return out.array();
        }

        @Override
        public int length() {
            return out.length();
        }

        @Override
        public void beginList(int size) {
            out.put('l');
            out.putInt(size);
        }

        @Override
        public void endList() {}

        @Override
        public void beginMap(int size) {
            out.put('m');
            out.putInt(size);
        }

        @Override
        public void writeKey(String key) {
            writeString(key);
        }

        @Override
        public void endMap() {}

        @Override
        public void endWithTail(int count) {}

        @Override
        public void writeNull() {
            out.put('n');
        }

        @Override
        public void writeBoolean(boolean value) {
            out.put(value ? 't' : 'f');
        }

        @Override
        public void writeLong(long value) {
            out.put('i', value);
        }

        @Override
        public void writeBigInteger(BigInteger value) {
            content('I', value.toByteArray());
        }

        @Override
        public void writeDouble(double value) {
            out.put('d', Double.doubleToLongBits(value));
        }

        @Override
        public void writeString(String value) {
            content('s', value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void writeBinary(byte[] value) {
            content('b', value);
        }

        private void content(char letter, byte[] bytes) {
            out.put(letter);
            out.putInt(bytes.length);
            out.put(bytes, 0, bytes.length);
        }
    }

    private static final class Reader implements ValueReader {
        private ByteBuffer data = ByteBuffer.allocate(0);
        private final Deque<Integer> left = new ArrayDeque<>();

        @Override
        public void reset(byte[] bytes, int offset, int length) {
            data = ByteBuffer.wrap(bytes, offset, length);
            left.clear();
        }

        @Override
        public void resetToTail(byte[] bytes, int offset, int length, int count) {
            reset(bytes, offset, length);
            left.push(count);
        }

        @Override
        public int position() {
            return data.position();
        }

        @Override
        public int tailEnd() {
            return data.position();
        }

        @Override
        public Kind peek() {
            if (!data.hasRemaining()) {
                throw new MalformedDocument("the document ends early", data.position());
            }
            return switch (data.get(data.position())) {
                case 'n' -> Kind.NULL;
                case 't', 'f' -> Kind.BOOLEAN;
                case 'i' -> Kind.INTEGER;
                case 'I' -> Kind.BIG_INTEGER;
                case 'd' -> Kind.DECIMAL;
                case 's' -> Kind.STRING;
                case 'b' -> Kind.BINARY;
                case 'l' -> Kind.LIST;
                case 'm' -> Kind.MAP;
                default -> throw new MalformedDocument("unknown letter", data.position());
            };
        }

        private void pass(Kind kind) {
            if (peek() != kind) {
                throw new MalformedDocument("expected " + kind, data.position());
            }
            data.get();
        }

        @Override
        public void beginList() {
            pass(Kind.LIST);
            left.push(data.getInt());
        }

        @Override
        public void beginMap() {
            pass(Kind.MAP);
            left.push(data.getInt());
        }

        @Override
        public int size() {
            return left.element();
        }

        @Override
        public boolean hasNext() {
            int more = left.pop();
            if (more > 0) {
                left.push(more - 1);
            }
            return more > 0;
        }

        @Override
        public String readKey() {
            return readString();
        }

        @Override
        public void readNull() {
            pass(Kind.NULL);
        }

        @Override
        public boolean readBoolean() {
            boolean isTrue = data.get(data.position()) == 't';
            pass(Kind.BOOLEAN);
            return isTrue;
        }

        @Override
        public long readLong() {
            pass(Kind.INTEGER);
            return data.getLong();
        }

        @Override
        public BigInteger readBigInteger() {
            return new BigInteger(content(Kind.BIG_INTEGER));
        }

        @Override
        public double readDouble() {
            pass(Kind.DECIMAL);
            return data.getDouble();
        }

        @Override
        public String readString() {
            return new String(content(Kind.STRING), StandardCharsets.UTF_8);
        }

        @Override
        public <T> T readString(InternTable<T> table) {
            byte[] bytes = content(Kind.STRING);
            return table.get(bytes, 0, bytes.length);
        }

        @Override
        public byte[] readBinary() {
            return content(Kind.BINARY);
        }

        private byte[] content(Kind kind) {
            pass(kind);
            byte[] bytes = new byte[data.getInt()];
            data.get(bytes);
            return bytes;
        }

        @Override
        public void skip() {
            @Nullable Object ignored = read();
        }

        @Override
        public void skipDict() {
            readMap();
        }

        @Override
        public void end() {
            if (data.hasRemaining() || !left.isEmpty()) {
                throw new MalformedDocument("the document goes on", data.position());
            }
        }
    }
}
