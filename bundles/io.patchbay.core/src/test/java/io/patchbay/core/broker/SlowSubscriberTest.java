package io.patchbay.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.core.RouterKit;
import io.patchbay.core.session.Limits;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.MessageCodec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** The publisher lives on the loop of the slow subscriber, or on another one. */
class SlowSubscriberTest {
    private static final String TOPIC = "com.example.topic";
    private static final String KILOBYTE = "x".repeat(1000);
    private static final Duration PATIENCE = Duration.ofMillis(251);

    private final RouterKit kit = new RouterKit(2);
    private TestClient slow;
    private TestClient quick;

    @BeforeEach
    void oneOfTwoSubscribersDoesNotRead() {
        Limits usual = kit.limits();
        kit.limits(
                new Limits(
                        usual.hello(),
                        usual.goodbye(),
                        40_000,
                        usual.slow(),
                        100,
                        0,
                        0,
                        100,
                        100,
                        1000,
                        true));
        slow = kit.join(0);
        quick = kit.join(1);
        slow.subscribe(TOPIC);
        quick.subscribe(TOPIC);
        slow.connection().stall();
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void itsPublisherIsPausedAndGoesOnWhenItHasCaughtUp(int loop) {
        TestClient publisher = kit.join(loop);

        publish(publisher, 30);
        assertThat(publisher.connection().isReading()).isFalse();
        assertThat(quick.connection().isReading()).isTrue();

        slow.connection().drain();
        kit.settle();

        assertThat(publisher.connection().isReading()).isTrue();
        assertThat(slow.received(Message.Event.class)).hasSize(30);
        assertThat(quick.received(Message.Event.class)).hasSize(30);
        assertThat(kit.counters().eventsDropped.sum()).isZero();
        assertThat(kit.loop(0).timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void itIsLeftBehindThenLosesEventsAndIsClosedInTheEnd(int loop) {
        TestClient publisher = kit.join(loop);

        publish(publisher, 100);
        assertThat(publisher.connection().isReading()).isFalse();

        kit.advance(PATIENCE);
        assertThat(publisher.connection().isReading()).isTrue();
        assertThat(quick.received(Message.Event.class)).hasSize(100);
        int kept = slow.received().size();
        assertThat(kept).isBetween(39, 42);
        assertThat(kit.counters().eventsDropped.sum()).isEqualTo(100 - kept);

        kit.advance(Duration.ofSeconds(11));
        assertThat(slow.connection().closeReason()).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(kit.counters().sessionsTooSlow.sum()).isOne();
        assertThat(publisher.connection().isReading()).isTrue();
        assertThat(quick.connection().isGone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void itsPublisherGoesOnWhenItLeaves(int loop) {
        TestClient publisher = kit.join(loop);
        publish(publisher, 30);
        assertThat(publisher.connection().isReading()).isFalse();

        slow.disconnect();

        assertThat(publisher.connection().isReading()).isTrue();
        assertThat(quick.received(Message.Event.class)).hasSize(30);
        assertThat(kit.loop(0).timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPublisherThatLeavesWhilePausedLeavesNothingBehind(int loop) {
        TestClient publisher = kit.join(loop);
        publish(publisher, 30);

        publisher.disconnect();
        slow.connection().drain();

        assertThat(slow.received(Message.Event.class)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPauseOutlivesTheSessionThatItWasFor(int loop) {
        TestClient publisher = kit.join(loop);
        for (int i = 0; i < 11; i++) {
            publisher.publish(TOPIC, KILOBYTE);
        }
        kit.settle();
        assertThat(publisher.connection().isReading()).isFalse();
        // The router ends the session, say because its realm goes; the pause ends after that.
        publisher
                .connection()
                .loop()
                .execute(() -> publisher.connection().peer().shutDown(WampError.CLOSE_REALM));
        publisher.send(new Message.Goodbye(Dict.EMPTY, WampError.GOODBYE_AND_OUT));
        publisher.next(Message.Goodbye.class);

        kit.advance(PATIENCE);

        assertThat(publisher.connection().closeReason()).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Test
    void theEndOfAPauseLeavesThatOfTheNextSessionOfTheConnection() {
        TestClient publisher = kit.join(0);
        publish(publisher, 11);
        TestClient stalled = kit.join(0);
        stalled.subscribe("com.example.other");
        stalled.connection().stall();
        // What a transport had read before it was told to stop.
        read(publisher, new Message.Goodbye(Dict.EMPTY, WampError.NORMAL));
        read(publisher, new Message.Hello(Uri.of(RouterKit.REALM), TestClient.ALL_ROLES));
        for (int i = 1; i <= 11; i++) {
            Uri topic = Uri.of("com.example.other");
            read(publisher, new Message.Publish(i, Dict.EMPTY, topic, Payload.of(KILOBYTE)));
        }

        slow.connection().drain();
        kit.settle();
        assertThat(publisher.connection().isReading()).isFalse();

        stalled.connection().drain();
        kit.settle();
        assertThat(publisher.connection().isReading()).isTrue();
    }

    private void read(TestClient client, Message message) {
        MessageCodec codec = new Codecs().of(RouterKit.MSGPACK);
        codec.encode(message);
        byte[] bytes = codec.toBytes();
        kit.loop(0).execute(() -> client.connection().peer().receive(bytes, 0, bytes.length));
        kit.settle();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoDoesNotReadItsOwnAnswersIsNotReadEither(int loop) {
        TestClient talker = kit.join(loop);
        talker.connection().stall();
        for (int i = 0; i < 2000; i++) {
            talker.send(new Message.Unsubscribe(talker.nextRequest(), 4711)); // each gets an ERROR
        }
        kit.settle();
        assertThat(talker.connection().isReading()).isFalse();
        int answered = talker.received().size();
        assertThat(answered).isLessThan(400);

        while (answered < 2000) {
            talker.connection().drain();
            talker.connection().stall();
            answered += talker.received().size();
        }
        talker.connection().drain();
        kit.settle();

        assertThat(talker.connection().isReading()).isTrue();
    }

    private void publish(TestClient publisher, int events) {
        for (int i = 0; i < events; i++) {
            publisher.publish(TOPIC, KILOBYTE);
        }
        kit.settle();
    }
}
