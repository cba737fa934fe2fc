package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Which URIs a client may use, in a loose realm and in a strict one. */
class UriRuleTest {
    private final RouterKit kit = new RouterKit();

    @BeforeEach
    void oneRealmIsStrict() {
        String strict =
                RouterKit.OPEN_REALM.replace(
                        "\"uri\": \"realm1\"", "\"uri\": \"strict\", \"uri_rule\": \"strict\"");
        String both = RouterKit.OPEN_REALM.strip().replaceFirst("]$", "");
        kit.realms(both + "," + strict.strip().substring(1));
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private TestClient join(String realm) {
        TestClient client = kit.connect();
        client.join(realm);
        return client;
    }

    /** Uses the URI in SUBSCRIBE, PUBLISH, REGISTER and CALL, and yields the errors, if any. */
    private static List<Uri> errors(TestClient client, String text) {
        Uri uri = Uri.of(text);
        client.send(new Message.Subscribe(client.nextRequest(), Dict.EMPTY, uri));
        client.publish(text, Dict.of("acknowledge", true), Payload.EMPTY);
        client.send(new Message.Register(client.nextRequest(), Dict.EMPTY, uri));
        client.call(text);
        return client.received().stream()
                .filter(Message.Error.class::isInstance)
                .map(message -> ((Message.Error) message).error())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "com.", ".com", "com..example", "com example", "com#", "a\tb"})
    void noRealmTakesMalformedUris(String uri) {
        for (String realm : List.of(RouterKit.REALM, "strict")) {
            assertThat(errors(join(realm), uri)).hasSize(4).containsOnly(WampError.INVALID_URI);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.Example", "com.exam-ple", "com.exämple", "com.example.{id}", "日"})
    void aLooseRealmTakesWhatAStrictOneRefuses(String uri) {
        assertThat(errors(join("strict"), uri)).hasSize(4).containsOnly(WampError.INVALID_URI);

        TestClient loose = join(RouterKit.REALM);
        assertThat(errors(loose, uri)).isEmpty();
        loose.disconnect();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "com.example", "com.example_2.3d", "wampum.example"})
    void bothTakeLettersDigitsAndUnderscores(String uri) {
        for (String realm : List.of(RouterKit.REALM, "strict")) {
            assertThat(errors(join(realm), uri)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp", "wamp.", "wamp.example", "wamp.session.count"})
    void whatTheProtocolReservesIsNotPublishedOrRegistered(String uri) {
        TestClient client = join(RouterKit.REALM);

        client.publish(uri, Dict.of("acknowledge", true), Payload.EMPTY);
        assertThat(client.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
        client.send(new Message.Register(client.nextRequest(), Dict.EMPTY, Uri.of(uri)));
        assertThat(client.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp.example", "wamp.error.canceled"})
    void whatTheProtocolReservesMayBeSubscribedToAndCalled(String uri) {
        TestClient client = join(RouterKit.REALM);

        assertThat(client.subscribe(uri)).isPositive();
        client.call(uri);

        assertThat(client.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }
}
