package io.patchbay.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each library must be able to do, over each transport and with each serializer it has. */
@ParameterizedClass(name = "{0}")
@MethodSource("dialects")
@ExtendWith(World.Extension.class)
class EachClientIT {
    private static final String TOPIC = "com.example.topic";
    private static final String PROCEDURE = "com.example.procedure";
    private static final Payload SOMETHING = Payload.of("something", 1).with("name", "value");

    private final Dialect dialect;
    private final World world;
    private final List<Client> clients = new ArrayList<>();

    EachClientIT(Dialect dialect, World world) {
        this.dialect = dialect;
        this.world = world;
    }

    static Stream<Dialect> dialects() {
        return Dialect.all();
    }

    private Client join() {
        Client client = world.join(dialect);
        clients.add(client);
        return client;
    }

    @AfterEach
    void leave() {
        clients.forEach(Client::close);
    }

    @Test
    void isWelcomedAndToldWhoItIs() {
        Client client = join();

        Map<String, Object> welcome = client.welcome();

        assertThat(Agent.number(welcome.get("session"))).isBetween(1L, 1L << 53);
        assertThat(welcome).containsEntry("realm", "realm1");
        if (dialect.library() != Library.AUTOBAHN_JAVA) { // which keeps the rest to itself
            assertThat(welcome)
                    .containsEntry("authrole", "anonymous")
                    .containsEntry("authmethod", "anonymous")
                    .hasEntrySatisfying("authid", id -> assertThat((String) id).isNotEmpty())
                    .hasEntrySatisfying("roles", EachClientIT::hasBrokerAndDealer);
        }
    }

    private static void hasBrokerAndDealer(Object roles) {
        assertThat(roles instanceof Map<?, ?> map ? map.keySet() : (List<?>) roles)
                .map(String::valueOf)
                .containsExactlyInAnyOrder("broker", "dealer");
    }

    @Test
    void receivesWhatOthersPublish() {
        Client subscriber = join();
        Client publisher = join();
        subscriber.subscribe(TOPIC);

        publisher.publishSilently(TOPIC, SOMETHING);

        assertThat(subscriber.event()).isEqualTo(new Client.Event(TOPIC, SOMETHING));
    }

    @Test
    void learnsTheIdOfAPublicationThatItWantsAcknowledged() {
        Client publisher = join();

        long publication = publisher.publish(TOPIC, SOMETHING);

        assertThat(publication).isBetween(1L, 1L << 53);
    }

    @Test
    void getsItsOwnEventsOnlyIfItAsksForThem() {
        assumeTrue(dialect.library().includesItself(), "drops exclude_me=false");
        Client client = join();
        client.subscribe(TOPIC);

        client.publish(TOPIC, Payload.of("for others"));
        client.publishToAll(TOPIC, Payload.of("for all"));

        assertThat(client.event().payload()).isEqualTo(Payload.of("for all"));
    }

    @Test
    void hearsNothingOnceItHasUnsubscribed() {
        Client subscriber = join();
        Client publisher = join();
        subscriber.subscribe(TOPIC);
        subscriber.subscribe(TOPIC + ".other");

        subscriber.unsubscribe(TOPIC);
        publisher.publish(TOPIC, SOMETHING);
        publisher.publish(TOPIC + ".other", SOMETHING);

        assertThat(subscriber.event().topic()).isEqualTo(TOPIC + ".other");
    }

    @Test
    void callsWithArgumentsAndNamesAndGetsBoth() {
        Client callee = join();
        Client caller = join();
        callee.registerEcho(PROCEDURE);

        Payload result = caller.call(PROCEDURE, SOMETHING);

        assertThat(result).isEqualTo(SOMETHING);
    }

    @Test
    void getsTheErrorOfACallee() {
        Client callee = join();
        Client caller = join();
        callee.registerFailing(PROCEDURE);

        Refusal refusal = refusal(() -> caller.call(PROCEDURE, SOMETHING));

        assertThat(refusal.uri()).isEqualTo("com.example.error.refused");
        assertThat(refusal.payload()).isEqualTo(SOMETHING);
    }

    @Test
    void cannotBeCalledOnceItHasUnregistered() {
        Client callee = join();
        Client caller = join();
        callee.registerEcho(PROCEDURE);

        callee.unregister(PROCEDURE);

        assertRefused("wamp.error.no_such_procedure", () -> caller.call(PROCEDURE, SOMETHING));
        caller.registerEcho(PROCEDURE);
    }

    @Test
    void keepsValuesOfAllTypesInCallsAndEvents() {
        Client one = join();
        Client other = join();
        one.registerEcho(PROCEDURE);
        one.subscribe(TOPIC);

        Payload.samples()
                .forEach(
                        (name, payload) -> {
                            assertThat(other.call(PROCEDURE, payload)).as(name).isEqualTo(payload);
                            other.publish(TOPIC, payload);
                            assertThat(one.event().payload()).as(name).isEqualTo(payload);
                        });
    }

    @Test
    void keepsBinaryValues() {
        assumeTrue(dialect.isBinary(), "knows no binary values in JSON");
        Client callee = join();
        Client caller = join();
        callee.registerEcho(PROCEDURE);

        Payload result = caller.call(PROCEDURE, Payload.binary());

        assertThat(result).isEqualTo(Payload.binary());
    }

    @Test
    void keepsAMebibyte() {
        Client one = join();
        Client other = join();
        one.registerEcho(PROCEDURE);
        one.subscribe(TOPIC);

        assertThat(other.call(PROCEDURE, Payload.large())).isEqualTo(Payload.large());
        other.publish(TOPIC, Payload.large());
        assertThat(one.event().payload()).isEqualTo(Payload.large());
    }

    @Test
    void isToldThatNobodyHasRegisteredWhatItCalls() {
        Client caller = join();

        assertRefused(
                "wamp.error.no_such_procedure", () -> caller.call("com.example.no", SOMETHING));
    }

    @Test
    void isToldThatAProcedureExistsAlready() {
        Client first = join();
        Client second = join();
        first.registerEcho(PROCEDURE);

        assertRefused("wamp.error.procedure_already_exists", () -> second.registerEcho(PROCEDURE));
    }

    @Test
    void isToldThatAUriIsInvalid() {
        assumeTrue(dialect.library().sendsAnyUri(), "refuses invalid URIs itself");
        Client client = join();

        assertRefused("wamp.error.invalid_uri", () -> client.subscribe("com..example"));
        assertRefused("wamp.error.invalid_uri", () -> client.registerEcho("com.example."));
        assertRefused("wamp.error.invalid_uri", () -> client.call("com.exa mple", SOMETHING));
        assertRefused("wamp.error.invalid_uri", () -> client.publish("com.#", SOMETHING));
    }

    @Test
    void isToldThatARealmDoesNotExist() {
        assertRefused("wamp.error.no_such_realm", () -> world.join(dialect, "com.example.nowhere"));
    }

    @Test
    void isToldWhatItIsNotAuthorizedTo() {
        Client client = world.join(dialect, RunningRouter.GUARDED);
        clients.add(client);

        client.subscribe(TOPIC);

        assertRefused("wamp.error.not_authorized", () -> client.subscribe("org.example.topic"));
        assertRefused("wamp.error.not_authorized", () -> client.publish(TOPIC, SOMETHING));
        assertRefused("wamp.error.not_authorized", () -> client.registerEcho(PROCEDURE));
    }

    @Test
    void isToldThatACalleeHasLeftBeforeItAnswered() {
        Client callee = join();
        Client caller = join();
        callee.registerHanging(PROCEDURE);
        Client.Call call = caller.begin(PROCEDURE, SOMETHING);
        assertThat(callee.invocation()).isEqualTo("invoked");

        callee.leave();

        assertThat(refusal(call::result).uri()).startsWith("wamp.error.cancel");
    }

    @Test
    void cancelsACallWhoseCalleeIsInterrupted() {
        assumeTrue(dialect.library().cancels(), "cannot cancel calls");
        Client caller = join();
        Client callee =
                world.join(new Dialect(Library.AUTOBAHN_PYTHON, Transport.RAW_SOCKET, "msgpack"));
        clients.add(callee);
        callee.registerHanging(PROCEDURE);
        Client.Call call = caller.begin(PROCEDURE, SOMETHING);
        assertThat(callee.invocation()).isEqualTo("invoked");

        call.cancel("kill");

        assertThat(callee.invocation()).isEqualTo("interrupted");
        assertThatThrownBy(call::result).isInstanceOf(Refusal.class);
        assertRefused(
                "wamp.error.no_such_procedure", () -> caller.call("com.example.no", SOMETHING));
    }

    @Test
    void cancelsACallWhoseCalleeCannotBeInterrupted() {
        assumeTrue(dialect.library().cancels(), "cannot cancel calls");
        Client caller = join();
        Client callee = world.join(new Dialect(Library.WAMPY, Transport.WEBSOCKET, "json"));
        clients.add(callee);
        callee.registerHanging(PROCEDURE);
        Client.Call call = caller.begin(PROCEDURE, SOMETHING);
        assertThat(callee.invocation()).isEqualTo("invoked");

        call.cancel("kill");

        assertThatThrownBy(call::result).isInstanceOf(Refusal.class);
        assertRefused(
                "wamp.error.no_such_procedure", () -> caller.call("com.example.no", SOMETHING));
    }

    @Test
    void leavesWithGoodbyeAndMayReturn() {
        Client client = join();
        client.registerEcho(PROCEDURE);

        client.leave();

        if (dialect.library().tellsReasons()) {
            assertThat(client.left()).isEqualTo("wamp.close.goodbye_and_out");
        }
        Client again = join();
        again.registerEcho(PROCEDURE);
        assertThat(again.call(PROCEDURE, SOMETHING)).isEqualTo(SOMETHING);
    }

    private static void assertRefused(String uri, ThrowingCallable request) {
        assertThat(refusal(request).uri()).isEqualTo(uri);
    }

    private static Refusal refusal(ThrowingCallable request) {
        Refusal refusal = catchThrowableOfType(Refusal.class, request);
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }
}
