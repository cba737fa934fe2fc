package io.patchbay.bench.micro;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.MessageCodec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One message between bytes and objects. The codec decodes a head and checks that the payload is
 * well-formed; the libraries decode all of it, as a router that does not pass payloads through has
 * to.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final long ID = 7_814_135;
    private static final long OTHER_ID = 1L << 52;

    @Param public Wire wire = Wire.JSON;

    @Param public Arguments arguments = Arguments.TEXT_16;

    private MessageCodec codec;
    private Library library;
    private byte[] call;
    private byte[] event;
    private Object eventObjects;
    private Message.Invocation invocation;
    private Message.Result result;

    @Setup
    public void prepare() throws IOException {
        codec = new Codecs().of(wire.serializer());
        library = wire.library();
        call =
                wire.format()
                        .message(
                                Message.CALL,
                                ID,
                                Map.of(),
                                "com.example.sensors.read",
                                arguments.list());
        event =
                wire.format()
                        .message(Message.EVENT, OTHER_ID, OTHER_ID - 1, Map.of(), arguments.list());
        eventObjects = library.decode(event);
        Payload payload = ((Message.Call) codec.decode(call, 0, call.length)).payload().kept();
        invocation = new Message.Invocation(ID, OTHER_ID, Dict.EMPTY, payload);
        result = new Message.Result(ID, Dict.EMPTY, payload);
    }

    @Benchmark
    public Message decodeCall() {
        return codec.decode(call, 0, call.length);
    }

    @Benchmark
    public Object decodeCallByLibrary() throws IOException {
        return library.decode(call);
    }

    @Benchmark
    public Message decodeEvent() {
        return codec.decode(event, 0, event.length);
    }

    @Benchmark
    public Object decodeEventByLibrary() throws IOException {
        return library.decode(event);
    }

    @Benchmark
    public int encodeInvocation() {
        codec.encode(invocation);
        return codec.headLength();
    }

    @Benchmark
    public int encodeResult() {
        codec.encode(result);
        return codec.headLength();
    }

    /** An EVENT is as long as an INVOCATION. */
    @Benchmark
    public byte[] encodeEventByLibrary() throws IOException {
        return library.encode(eventObjects);
    }
}
