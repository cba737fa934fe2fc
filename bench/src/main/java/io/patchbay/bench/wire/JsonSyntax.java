package io.patchbay.bench.wire;

import java.nio.charset.StandardCharsets;

final class JsonSyntax implements Syntax {
    @Override
    public void number(Bytes out, long value) {
        int size = numberSize(value);
        out.reserve(size);
        long divisor = 1;
        for (int i = 1; i < size; i++) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.put((int) ('0' + value / divisor % 10));
        }
    }

    @Override
    public int numberSize(long value) {
        int size = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            size++;
        }
        return size;
    }

    @Override
    public void bool(Bytes out, boolean value) {
        out.put(String.valueOf(value).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void text(Bytes out, String value) {
        out.put('"');
        out.put(value.getBytes(StandardCharsets.UTF_8));
        out.put('"');
    }

    @Override
    public void beginArray(Bytes out, int size) {
        out.put('[');
    }

    @Override
    public void endArray(Bytes out) {
        out.put(']');
    }

    @Override
    public void beginMap(Bytes out, int size) {
        out.put('{');
    }

    @Override
    public void endMap(Bytes out) {
        out.put('}');
    }

    @Override
    public void comma(Bytes out) {
        out.put(',');
    }

    @Override
    public void colon(Bytes out) {
        out.put(':');
    }

    @Override
    public void enterArray(Cursor in) {
        skipBetween(in);
        if (in.next() != '[') {
            throw new WireFault("not a JSON array: " + in.text());
        }
    }

    @Override
    public long number(Cursor in) {
        skipBetween(in);
        if (!isDigit(in.peek())) {
            throw new WireFault("not a JSON number: " + in.text());
        }
        long value = digits(in);
        if (in.hasNext() && in.peek() == '.') {
            in.next();
            digits(in);
        }
        return value;
    }

    private static void skipBetween(Cursor in) {
        while (in.peek() <= ' ' || in.peek() == ',') {
            in.next();
        }
    }

    private static long digits(Cursor in) {
        long value = 0;
        while (in.hasNext() && isDigit(in.peek())) {
            value = 10 * value + in.next() - '0';
        }
        return value;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
