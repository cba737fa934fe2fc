package io.patchbay.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What each library knows of the Advanced Profile, over each transport and in each serializer. */
@ParameterizedClass(name = "{0}")
@MethodSource("dialects")
@ExtendWith(World.Extension.class)
class AdvancedIT {
    private static final Payload SOMETHING = Payload.of("something");

    private final Dialect dialect;
    private final World world;
    private final List<Client> clients = new ArrayList<>();

    AdvancedIT(Dialect dialect, World world) {
        this.dialect = dialect;
        this.world = world;
    }

    static Stream<Dialect> dialects() {
        return Dialect.all();
    }

    private Client join() {
        return join(dialect);
    }

    private Client join(Dialect other) {
        Client client = world.join(other);
        clients.add(client);
        return client;
    }

    @AfterEach
    void leave() {
        clients.forEach(Client::close);
    }

    @Test
    void subscribesToPatterns() {
        Client subscriber = join();
        Client publisher = join();
        subscriber.subscribe("com.example.pre", Map.of("match", "prefix"));
        subscriber.subscribe("com.example..end", Map.of("match", "wildcard"));

        publisher.publish("com.example.prefix", SOMETHING);
        publisher.publish("com.example.middle.end", SOMETHING);
        publisher.publish("com.example.nobody", SOMETHING);
        publisher.publish("com.example.prefer.end", Payload.of("both"));

        assertEvent(subscriber, "com.example.prefix", SOMETHING);
        assertEvent(subscriber, "com.example.middle.end", SOMETHING);
        assertEvent(subscriber, "com.example.prefer.end", Payload.of("both"));
        assertEvent(subscriber, "com.example.prefer.end", Payload.of("both"));
    }

    private static void assertEvent(Client subscriber, String topic, Payload payload) {
        Client.Detailed event = subscriber.detailedEvent();
        assertThat(event.details()).containsEntry("topic", topic);
        assertThat(event.payload()).isEqualTo(payload);
    }

    @Test
    void choosesWhoGetsAnEvent() {
        assumeTrue(dialect.library().choosesAudience(), "unable");
        Client one = join();
        Client other = join();
        Client publisher = join();
        one.subscribe("com.example.topic");
        other.subscribe("com.example.topic");

        publish(publisher, "not one", Map.of("exclude", List.of(one.session())));
        publish(publisher, "only other", Map.of("eligible", List.of(other.session())));
        publish(publisher, "nobody", Map.of("exclude_authrole", List.of("anonymous")));
        publish(publisher, "nobody", Map.of("eligible_authrole", List.of("admin")));
        publish(publisher, "nobody", Map.of("eligible_authid", List.of("alice")));
        publish(publisher, "all", Map.of("exclude_authid", List.of("alice")));

        assertThat(one.event().payload()).isEqualTo(Payload.of("all"));
        assertThat(other.event().payload()).isEqualTo(Payload.of("not one"));
        assertThat(other.event().payload()).isEqualTo(Payload.of("only other"));
        assertThat(other.event().payload()).isEqualTo(Payload.of("all"));
    }

    private static void publish(Client publisher, String text, Map<String, ?> options) {
        publisher.publish("com.example.topic", Payload.of(text), options);
    }

    @Test
    void saysWhoPublished() {
        assumeTrue(dialect.library().disclosesItself(), "unable");
        Client subscriber = join();
        Client publisher = join();
        subscriber.subscribe("com.example.topic");

        publish(publisher, "anonymously", Map.of());
        publish(publisher, "openly", Map.of("disclose_me", true));

        assertThat(subscriber.detailedEvent().details()).doesNotContainKey("publisher");
        assertThat(numbers(subscriber.detailedEvent().details()))
                .containsEntry("publisher", publisher.session())
                .containsEntry("publisher_authid", publisher.welcome().get("authid"))
                .containsEntry("publisher_authrole", "anonymous");
    }

    /** Numbers are compared as such, whatever type a library takes for them. */
    private static Map<String, Object> numbers(Map<String, Object> details) {
        details.replaceAll((key, value) -> value instanceof Number n ? n.longValue() : value);
        return details;
    }

    @Test
    void retainsEvents() {
        assumeTrue(dialect.library().retains(), "unable");
        Client publisher = join();
        String topic = "com.example.retained.s" + publisher.session();
        publisher.publish(topic, Payload.of("first"), Map.of("retain", true));
        publisher.publish(topic, Payload.of("last"), Map.of("retain", true));
        publisher.publish(topic, Payload.of("gone"));

        Client late = join();
        late.subscribe(topic, Map.of("get_retained", true));
        Client.Detailed event = late.detailedEvent();

        assertThat(event.payload()).isEqualTo(Payload.of("last"));
        assertThat(event.details()).containsEntry("retained", true);
    }

    @Test
    void registersPatterns() {
        Client callee = join();
        Client caller = join();
        callee.register("com.example.some", "details", Map.of("match", "prefix"));

        Payload details = caller.call("com.example.something", Payload.EMPTY);

        if (dialect.library().tellsProcedures()) {
            assertThat(details.kwargs()).containsEntry("procedure", "com.example.something");
        }
        assertRefused(
                "wamp.error.no_such_procedure",
                () -> caller.call("com.example.other", Payload.EMPTY));
    }

    @Test
    void sharesRegistrations() {
        Client one = join();
        Client other = join();
        Client caller = join();
        one.register("com.example.procedure", "session", Map.of("invoke", "roundrobin"));
        other.register("com.example.procedure", "session", Map.of("invoke", "roundrobin"));

        List<Payload> answers =
                Stream.generate(() -> caller.call("com.example.procedure", Payload.EMPTY))
                        .limit(4)
                        .toList();

        assertThat(answers.subList(0, 2))
                .containsExactlyInAnyOrder(Payload.of(one.session()), Payload.of(other.session()));
        assertThat(answers.subList(2, 4)).isEqualTo(answers.subList(0, 2));
    }

    @Test
    void refusesAnotherPolicyForTheSameProcedure() {
        Client one = join();
        Client other = join();
        one.register("com.example.procedure", "session", Map.of("invoke", "roundrobin"));

        assertRefused(
                "wamp.error.procedure_exists_with_different_invocation_policy",
                () -> other.register("com.example.procedure", "echo", Map.of("invoke", "random")));
    }

    @Test
    void takesResultsInParts() {
        assumeTrue(dialect.library().takesParts(), "unable");
        Client callee =
                dialect.library().givesParts()
                        ? join()
                        : join(
                                new Dialect(
                                        Library.AUTOBAHN_PYTHON,
                                        Transport.WEBSOCKET,
                                        dialect.serializer()));
        Client caller = join();
        callee.register("com.example.procedure", "progress", Map.of());

        Payload result =
                caller.call(
                        "com.example.procedure",
                        Payload.of("one", 2),
                        Map.of("receive_progress", true));

        assertThat(result).isEqualTo(Payload.of("the end"));
        assertThat(caller.part()).isEqualTo(Payload.of("one"));
        assertThat(caller.part()).isEqualTo(Payload.of(2));
    }

    @Test
    void givesCallsATimeout() {
        Client callee = join();
        Client caller = join();
        callee.registerHanging("com.example.procedure");

        assertRefused(
                "wamp.error.timeout",
                () -> caller.call("com.example.procedure", SOMETHING, Map.of("timeout", 50)));
    }

    @Test
    void saysWhoCalled() {
        assumeTrue(dialect.library().disclosesItself(), "unable");
        Client callee = join();
        Client caller = join();
        callee.register("com.example.procedure", "details", Map.of());

        Payload closed = caller.call("com.example.procedure", Payload.EMPTY);
        Payload open =
                caller.call("com.example.procedure", Payload.EMPTY, Map.of("disclose_me", true));

        assertThat(closed.kwargs()).doesNotContainKey("caller");
        assertThat(open).isEqualTo(open.with("caller", caller.session()));
        assertThat(open.kwargs())
                .containsEntry("caller_authid", caller.welcome().get("authid"))
                .containsEntry("caller_authrole", "anonymous");
    }

    @Test
    void asksWhoIsThere() {
        Client client = join();
        Client other = join();
        Payload id = Payload.of(other.session());

        Map<String, Object> details = only(client.call("wamp.session.get", id));

        assertThat(details)
                .containsEntry("session", other.session())
                .containsEntry("authrole", "anonymous");
        assertThat(client.call("wamp.session.count", Payload.EMPTY).args()).hasSize(1);
        assertRefused(
                "wamp.error.no_such_session",
                () -> client.call("wamp.session.get", Payload.of(client.session() ^ 1)));
    }

    @Test
    void hearsWhoComesAndGoes() {
        Client client = join();
        client.subscribe("wamp.session.on_join");
        client.subscribe("wamp.session.on_leave");

        Client other = join();
        other.leave();

        assertThat(only(client.event().payload())).containsEntry("session", other.session());
        assertThat(client.event().payload().args())
                .startsWith(Payload.of(other.session()).args().getFirst());
    }

    @Test
    void asksWhatIsRegisteredAndSubscribed() {
        Client client = join();
        client.registerEcho("com.example.procedure");
        client.subscribe("com.example.topic");

        Payload registration =
                client.call("wamp.registration.match", Payload.of("com.example.procedure"));
        Payload subscription =
                client.call("wamp.subscription.lookup", Payload.of("com.example.topic"));

        assertThat(only(client.call("wamp.registration.get", registration)))
                .containsEntry("uri", "com.example.procedure");
        assertThat(client.call("wamp.registration.list_callees", registration).args())
                .isEqualTo(Payload.of(List.of(client.session())).args());
        assertThat(only(client.call("wamp.subscription.get", subscription)))
                .containsEntry("uri", "com.example.topic");
        assertThat(client.call("wamp.subscription.count_subscribers", subscription))
                .isEqualTo(Payload.of(1));
    }

    /** The only argument, a dictionary. */
    private static Map<String, Object> only(Payload payload) {
        assertThat(payload.args()).hasSize(1);
        var dictionary = new HashMap<String, Object>();
        ((Map<?, ?>) payload.args().getFirst())
                .forEach((key, value) -> dictionary.put((String) key, value));
        return numbers(dictionary);
    }

    private static void assertRefused(String error, Runnable action) {
        Refusal refusal = catchThrowableOfType(Refusal.class, action::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.uri()).isEqualTo(error);
    }
}
