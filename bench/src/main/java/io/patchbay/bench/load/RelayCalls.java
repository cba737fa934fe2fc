package io.patchbay.bench.load;

import io.patchbay.bench.net.Connection;
import io.patchbay.bench.net.ConnectionHandler;
import io.patchbay.bench.wire.RelayFraming;
import io.patchbay.bench.wire.RelayFraming.Role;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Callers and callees on the bare relay. A frame is four bytes for the relay to note the caller in,
 * eight bytes of call id, the payload; a callee returns it as it came.
 */
final class RelayCalls {
    private static final int ID_AT = 4;
    private static final int PAYLOAD_AT = 12;

    private final LoadRun run;
    private final CallDriver driver;
    private final CallShape shape;
    private int opened;

    RelayCalls(LoadRun run, CallDriver driver, CallShape shape) {
        this.run = run;
        this.driver = driver;
        this.shape = shape;
    }

    /** Connects everybody and hands the callers to the driver. */
    void prepare() {
        for (int i = 0; i < shape.callees; i++) {
            new Callee().connect(Role.CALLEE);
        }
        run.await("callees", () -> opened == shape.callees);
        settle();
        for (int i = 0; i < shape.callers; i++) {
            new CallingEnd().connect(Role.CALLER);
        }
        run.await("callers", () -> opened == shape.callees + shape.callers);
    }

    /** The relay never answers, so that it knows its callees can only be hoped for. */
    private void settle() {
        run.loop().runUntil(System.nanoTime() + LoadOptions.nanos(0.2));
    }

    /** Either side of the relay. */
    private abstract class End implements ConnectionHandler {
        @Nullable Connection connection;

        void connect(Role role) {
            try {
                connection =
                        run.loop()
                                .connect(
                                        run.target().address(), null, new RelayFraming(role), this);
            } catch (IOException e) {
                throw new LoadFailure(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void opened() {
            opened++;
        }

        @Override
        public void failed(String reason) {
            throw new LoadFailure("relay: " + reason);
        }
    }

    private final class Callee extends End {
        @Override
        public void message(byte[] data, int from, int length) {
            if (connection != null) {
                connection.send(data, from, length);
            }
        }
    }

    private final class CallingEnd extends End {
        private final ByteBuffer frame = ByteBuffer.allocate(PAYLOAD_AT + shape.payload);
        private final Caller caller = driver.add(this::send);
        private long lastId;

        CallingEnd() {
            frame.put(PAYLOAD_AT, Payload.text(shape.payload).getBytes(StandardCharsets.US_ASCII));
        }

        private long send() {
            frame.putLong(ID_AT, ++lastId);
            if (connection != null) {
                connection.send(frame.array());
            }
            return lastId;
        }

        @Override
        public void message(byte[] data, int from, int length) {
            driver.answered(caller, ByteBuffer.wrap(data).getLong(from + ID_AT));
        }
    }
}
