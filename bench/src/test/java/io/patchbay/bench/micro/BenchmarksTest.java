package io.patchbay.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.wamp.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** A benchmark that does not do what it says is worse than none. */
class BenchmarksTest {
    @ParameterizedTest
    @CsvSource({"JSON, JSON", "MSGPACK, MSGPACK", "CBOR, CBOR", "JSON, MSGPACK", "CBOR, JSON"})
    void everyCallIsAnswered(Wire caller, Wire callee) throws IOException {
        RoutingBenchmark benchmark = new RoutingBenchmark();
        benchmark.caller = caller;
        benchmark.callee = callee;
        benchmark.registrations = 3;
        benchmark.prepare();

        for (int request = 1; request < 10; request++) {
            assertThat(benchmark.call()).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCallOfWhoHasManyGrantsIsAnswered(boolean secured) throws IOException {
        AuthorizationBenchmark benchmark = new AuthorizationBenchmark();
        benchmark.secured = secured;
        benchmark.procedures = 1000;
        benchmark.prepare();

        for (int request = 1; request < 1500; request++) {
            assertThat(benchmark.call()).isEqualTo(request);
        }
    }

    @Test
    void whoeverHasATicketOrAKeyLogsIn() throws Exception {
        LoginBenchmark benchmark = new LoginBenchmark();
        benchmark.prepare();

        for (int i = 0; i < 3; i++) {
            benchmark.ticket();
            benchmark.cryptosign();
        }
        benchmark.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyPublicationReachesTheLastSubscriber(Wire wire) throws IOException {
        FanOutBenchmark benchmark = new FanOutBenchmark();
        benchmark.publisher = wire;
        benchmark.subscribers = 5;
        benchmark.prepare();

        long before = benchmark.publish();

        assertThat(benchmark.publish()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void codecAndLibraryReadTheSameMessage(Wire wire) throws IOException {
        CodecBenchmark benchmark = new CodecBenchmark();
        benchmark.wire = wire;
        benchmark.arguments = Arguments.RECORDS_20;
        benchmark.prepare();

        assertThat(benchmark.decodeCall().type()).isEqualTo(Message.CALL);
        assertThat(benchmark.decodeEvent().type()).isEqualTo(Message.EVENT);
        assertThat(benchmark.decodeCallByLibrary().toString())
                .startsWith("[48")
                .contains("thermometer");
        assertThat(benchmark.encodeEventByLibrary().length)
                .isGreaterThan(benchmark.encodeInvocation());
        assertThat(benchmark.encodeResult()).isPositive();
    }
}
