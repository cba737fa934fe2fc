package io.patchbay.itests.interop;

import static io.patchbay.itests.interop.Wire.bytes;
import static io.patchbay.itests.interop.Wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** What comes and goes over a raw socket, byte by byte. */
@ExtendWith(World.Extension.class)
class RawSocketBytesIT {
    private static final String HELLO =
            "[1,\"realm1\",{\"roles\":{\"publisher\":{},\"subscriber\":{},\"caller\":{},\"callee\":{}}}]";
    private static final String VIOLATION = "\"wamp.error.protocol_violation\"";

    private Wire wire;

    @BeforeEach
    void connect(World world) throws IOException {
        wire = new Wire(world.router().port("rawsocket-default"));
    }

    @AfterEach
    void disconnect() throws IOException {
        wire.close();
    }

    private void handshake() throws IOException {
        wire.send(bytes("7f f1 0000"));
        wire.read(4);
    }

    private void send(String json) throws IOException {
        wire.send(frame(0, json.getBytes(UTF_8)));
    }

    private String read() throws IOException {
        Wire.Frame frame = wire.readFrame();
        assertThat(frame.head()).as("a WAMP message").isZero();
        return frame.text();
    }

    private void join() throws IOException {
        handshake();
        send(HELLO);
        read();
    }

    private String ask(String json) throws IOException {
        send(json);
        return read();
    }

    @ParameterizedTest
    @CsvSource({"1, JSON", "2, MessagePack", "3, CBOR"})
    void serializersAreAgreedOn(int id) throws IOException {
        wire.send(bytes("7f f%d 0000".formatted(id)));

        assertThat(wire.read(4)).isEqualTo(bytes("7f f%d 0000".formatted(id)));
    }

    @ParameterizedTest
    @CsvSource({
        "7f f4 0000, 7f 10 0000", // an unknown serializer
        "7f f1 0001, 7f 30 0000", // reserved bits
    })
    void handshakesThatCannotBeTakenAreAnsweredWithTheReason(String request, String answer)
            throws IOException {
        wire.send(bytes(request));

        assertThat(wire.read(4)).isEqualTo(bytes(answer));
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void whatIsNoRawSocketIsClosed() throws IOException {
        wire.send(bytes("'GET / HTTP/1.1' 0d0a 0d0a"));

        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void pingIsAnsweredWithItsPayload() throws IOException {
        handshake();

        wire.send(frame(1, bytes("'abc'")));

        Wire.Frame pong = wire.readFrame();
        assertThat(pong.head()).isEqualTo(2);
        assertThat(pong.text()).isEqualTo("abc");
    }

    @Test
    void aSessionInJson() throws IOException {
        handshake();

        assertThat(ask(HELLO)).matches("\\[2,\\d+,\\{.*\"realm\":\"realm1\".*}]");
        String subscription = after("[33,1,", ask("[32,1,{},\"com.example.bytes\"]"));
        send("[16,2,{\"exclude_me\":false},\"com.example.bytes\",[\"grün\",1.50],{\"n\":null}]");
        assertThat(read())
                .startsWith("[36," + subscription + ",")
                .endsWith(",{},[\"grün\",1.50],{\"n\":null}]");
        assertThat(ask("[16,3,{\"acknowledge\":true},\"com.example.bytes\"]"))
                .matches("\\[17,3,\\d+]");
        assertThat(ask("[34,4," + subscription + "]")).startsWith("[35,4");
        String registration = after("[65,5,", ask("[64,5,{},\"com.example.bytes\"]"));
        assertThat(ask("[48,6,{},\"com.example.bytes\",[1],{\"a\":[]}]"))
                .isEqualTo("[68,1," + registration + ",{},[1],{\"a\":[]}]");
        assertThat(ask("[70,1,{},[2]]")).isEqualTo("[50,6,{},[2]]");
        assertThat(ask("[48,7,{},\"com.example.bytes\"]"))
                .isEqualTo("[68,2," + registration + ",{}]");
        assertThat(ask("[8,68,2,{},\"com.example.error\",[],{\"why\":\"so\"}]"))
                .isEqualTo("[8,48,7,{},\"com.example.error\",[],{\"why\":\"so\"}]");
        assertThat(ask("[66,8," + registration + "]")).startsWith("[67,8");
        assertThat(ask("[48,9,{},\"com.example.bytes\"]"))
                .startsWith("[8,48,9,{},\"wamp.error.no_such_procedure\"");
        assertThat(ask("[6,{},\"wamp.close.close_realm\"]"))
                .isEqualTo("[6,{},\"wamp.close.goodbye_and_out\"]");
        assertThat(ask(HELLO)).as("another session").startsWith("[2,");
    }

    private static String after(String start, String message) {
        assertThat(message).startsWith(start).endsWith("]");
        return message.substring(start.length(), message.length() - 1);
    }

    @Test
    void aSessionInMessagePack() throws IOException {
        wire.send(bytes("7f f2 0000"));
        wire.read(4);

        wire.send(frame(0, bytes("93 01 a6'realm1' 81 a5'roles' 81 a6'caller' 80")));
        assertThat(wire.readFrame().payload()).startsWith(bytes("93 02"));
        wire.send(frame(0, bytes("94 30 01 80 ae'com.example.no'")));
        assertThat(wire.readFrame().payload())
                .startsWith(bytes("96 08 30 01 80 bc'wamp.error.no_such_procedure' 91"));
        wire.send(frame(0, bytes("93 06 80 b6'wamp.close.close_realm'")));
        assertThat(wire.readFrame().payload())
                .isEqualTo(bytes("93 06 80 ba'wamp.close.goodbye_and_out'"));
    }

    @Test
    void aSessionInCbor() throws IOException {
        wire.send(bytes("7f f3 0000"));
        wire.read(4);

        wire.send(frame(0, bytes("83 01 66'realm1' a1 65'roles' a1 66'caller' a0")));
        assertThat(wire.readFrame().payload()).startsWith(bytes("83 02"));
        wire.send(frame(0, bytes("84 18 30 01 a0 6e'com.example.no'")));
        assertThat(wire.readFrame().payload())
                .startsWith(bytes("86 08 1830 01 a0 781c'wamp.error.no_such_procedure' 81"));
        wire.send(frame(0, bytes("83 06 a0 76'wamp.close.close_realm'")));
        assertThat(wire.readFrame().payload())
                .isEqualTo(bytes("83 06 a0 781a'wamp.close.goodbye_and_out'"));
    }

    @Test
    void allMayComeByteByByte() throws IOException {
        wire.sendSlowly(bytes("7f f1 0000"));
        wire.sendSlowly(frame(0, HELLO.getBytes(UTF_8)));

        assertThat(wire.read(4)).isEqualTo(bytes("7f f1 0000"));
        assertThat(read()).startsWith("[2,");
    }

    @Test
    void allMayComeAtOnce() throws IOException {
        wire.send(
                bytes("7f f1 0000"),
                frame(0, HELLO.getBytes(UTF_8)),
                frame(0, bytes("'[32,1,{},\"com.example.bytes\"]'")),
                frame(0, bytes("'[6,{},\"wamp.close.close_realm\"]'")));

        assertThat(wire.read(4)).isEqualTo(bytes("7f f1 0000"));
        assertThat(read()).startsWith("[2,");
        assertThat(read()).startsWith("[33,1,");
        assertThat(read()).startsWith("[6,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HELLO, // a second time
                "[2,1,{}]",
                "[99,1]",
                "[32,1,{}]",
                "[32,1,{},\"com.example\"] ]",
                "[32,\"1\",{},\"com.example\"]",
                "[32,9007199254740993,{},\"com.example\"]",
                "[70,1,{}]",
                "{}",
                "nonsense",
            })
    void violationsOfTheProtocolEndTheSession(String message) throws IOException {
        join();

        assertThat(ask(message)).startsWith("[3,").contains(VIOLATION);
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void nothingMayComeBeforeHello() throws IOException {
        handshake();

        assertThat(ask("[32,1,{},\"com.example\"]")).startsWith("[3,").contains(VIOLATION);
        assertThat(wire.isClosed()).isTrue();
    }
}
