package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class PatternRegistrationTest {
    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    /** The examples of the specification. */
    @ParameterizedTest
    @CsvSource({
        "a1.b2.c3.d4.e55, 1",
        "a1.b2.c3.d98.e74, 2",
        "a1.b2.c3.d4.e325, 3",
        "a1.b2.c55.d4.e5, 4",
        "a1.b2.c88.d4.e5.f6.g7, 6"
    })
    void aCallGoesToTheBestMatch(String uri, int best) {
        TestClient callee = kit.join();
        long[] registrations = {
            callee.register("a1.b2.c3.d4.e55", Dict.of("match", "exact")),
            callee.register("a1.b2.c3", Dict.of("match", "prefix")),
            callee.register("a1.b2.c3.d4", Dict.of("match", "prefix")),
            callee.register("a1.b2..d4.e5", Dict.of("match", "wildcard")),
            callee.register("a1.b2.c33..e5", Dict.of("match", "wildcard")),
            callee.register("a1.b2..d4.e5..g7", Dict.of("match", "wildcard")),
            callee.register("a1.b2..d4..f6.g7", Dict.of("match", "wildcard"))
        };
        TestClient caller = kit.join(1);

        caller.call(uri);

        Message.Invocation invocation = callee.next(Message.Invocation.class);
        assertThat(invocation.registration()).isEqualTo(registrations[best - 1]);
        assertThat(invocation.details())
                .isEqualTo(best == 1 ? Dict.EMPTY : Dict.of("procedure", uri));
        callee.yield(invocation.request());
        caller.next(Message.Result.class);
    }

    @Test
    void ofTwoWildcardsTheOneWithMoreBeforeItsFirstIsBetter() {
        TestClient callee = kit.join();
        callee.register("a1.b2..d4.e5", Dict.of("match", "wildcard"));
        long better = callee.register("a1.b2.c33..e5", Dict.of("match", "wildcard"));

        callee.call("a1.b2.c33.d4.e5");

        assertThat(callee.next(Message.Invocation.class).registration()).isEqualTo(better);
    }

    @Test
    void aPrefixIsOneOfTheText() {
        TestClient callee = kit.join();
        callee.register("com.myapp.myobject1", Dict.of("match", "prefix"));

        callee.call("com.myapp.myobject1-mysubobject1");
        callee.next(Message.Invocation.class);

        callee.call("com.myapp.myobject");
        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }

    @Test
    void whatMatchesNothingIsNoProcedure() {
        TestClient callee = kit.join();
        callee.register("a1.b2.c3", Dict.of("match", "prefix"));
        callee.register("a1.b2..d4", Dict.of("match", "wildcard"));

        callee.call("a2.b2.c2.d2");

        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }

    @Test
    void patternsAreSharedAsProceduresAre() {
        Dict options = Dict.of(Map.of("match", "prefix", "invoke", "roundrobin"));
        TestClient one = kit.join();
        TestClient other = kit.join(1);

        assertThat(one.register("com.example", options))
                .isEqualTo(other.register("com.example", options));
        TestClient caller = kit.join();
        caller.call("com.example.one");
        caller.call("com.example.two");

        assertThat(one.next(Message.Invocation.class).details())
                .isEqualTo(Dict.of("procedure", "com.example.one"));
        assertThat(other.next(Message.Invocation.class).details())
                .isEqualTo(Dict.of("procedure", "com.example.two"));
    }

    @Test
    void theSameTextUnderAnotherPolicyIsAnotherRegistration() {
        TestClient callee = kit.join();
        long exact = callee.register("com.example");
        long prefix = callee.register("com.example", Dict.of("match", "prefix"));
        assertThat(exact).isNotEqualTo(prefix);

        callee.send(new Message.Unregister(callee.nextRequest(), exact));
        callee.next(Message.Unregistered.class);
        callee.call("com.example");

        assertThat(callee.next(Message.Invocation.class).registration()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "exact, com..example, wamp.error.invalid_uri",
        "prefix, has space, wamp.error.invalid_uri",
        "wildcard, sharp#, wamp.error.invalid_uri",
        "prefix, wamp., wamp.error.invalid_uri",
        "prefix, wamp, wamp.error.invalid_uri",
        "exact, bondy.ping, wamp.error.invalid_uri",
        "prefix, bondy.user., wamp.error.invalid_uri",
        "prefix, com.leapsight.bondy, wamp.error.invalid_uri",
        "wildcard, com.bondy..add, wamp.error.invalid_uri",
        "regex, com.example, wamp.error.invalid_argument"
    })
    void whatIsNoPatternIsRefused(String match, String uri, String error) {
        TestClient callee = kit.join();

        callee.send(new Message.Register(1, Dict.of("match", match), Uri.of(uri)));

        assertThat(callee.next(Message.Error.class).error()).hasToString(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp.application.none", "bondy.none", "com.leapsight.bondy.none"})
    void aPatternOfAnApplicationDoesNotTakeWhatIsReserved(String reserved) {
        TestClient callee = kit.join();
        callee.register("", Dict.of("match", "prefix"));
        callee.register("..none", Dict.of("match", "wildcard"));
        callee.register(".none", Dict.of("match", "wildcard"));

        callee.call(reserved);

        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }

    @Test
    void aSessionMayHoldSoManyRegistrations() {
        kit.limits(DealerTest.registrations(kit.limits(), 2));
        TestClient callee = kit.join();
        callee.register("com.example.one");
        long two = callee.register("com.example.two");

        callee.send(new Message.Register(callee.nextRequest(), Dict.EMPTY, Uri.of("com.three")));
        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);

        callee.send(new Message.Unregister(callee.nextRequest(), two));
        callee.next(Message.Unregistered.class);
        callee.register("com.three");
    }

    @Test
    void aPatternMayBeRegisteredIfAllIsGrantedThatItMatches() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"uri\": \"\", \"match\": \"prefix\"",
                        "\"uri\": \"com.open\", \"match\": \"exact\""));
        TestClient callee = kit.join();

        callee.send(new Message.Register(1, Dict.of("match", "prefix"), Uri.of("com.open")));
        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.NOT_AUTHORIZED);
        callee.send(new Message.Register(2, Dict.EMPTY, Uri.of("com.open")));
        callee.next(Message.Registered.class);
    }
}
