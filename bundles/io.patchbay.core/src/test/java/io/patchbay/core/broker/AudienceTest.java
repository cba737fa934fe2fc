package io.patchbay.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

class AudienceTest {
    private static final String TOPIC = "com.example.topic";

    private final RouterKit kit = new RouterKit(2);
    private final Map<String, TestClient> subscribers = new LinkedHashMap<>();
    private TestClient publisher;

    @BeforeEach
    void subscribe() {
        publisher = kit.joinAs(0, "publisher", "staff");
        subscribers.put("ann", kit.joinAs(0, "ann", "staff"));
        subscribers.put("ben", kit.joinAs(1, "ben", "staff"));
        subscribers.put("cat", kit.joinAs(0, "cat", "guest"));
        subscribers.put("dan", kit.joinAs(1, "dan", "guest"));
        subscribers.values().forEach(subscriber -> subscriber.subscribe(TOPIC));
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void blacklistsKeepTheEventFromWhoIsOnThem() {
        assertThat(receivers("exclude", List.of(id("ann"), id("dan"))))
                .containsExactly("ben", "cat");
        assertThat(receivers("exclude_authid", List.of("ann")))
                .containsExactly("ben", "cat", "dan");
        assertThat(receivers("exclude_authrole", List.of("guest"))).containsExactly("ann", "ben");
        assertThat(receivers("exclude", List.of())).hasSize(4);
    }

    @Test
    void whitelistsKeepTheEventFromWhoIsNotOnThem() {
        assertThat(receivers("eligible", List.of(id("ann"), id("dan"))))
                .containsExactly("ann", "dan");
        assertThat(receivers("eligible_authid", List.of("ann", "nobody"))).containsExactly("ann");
        assertThat(receivers("eligible_authrole", List.of("guest"))).containsExactly("cat", "dan");
        assertThat(receivers("eligible", List.of())).isEmpty();
    }

    @Test
    void allListsMustBePassed() {
        assertThat(
                        receivers(
                                Map.of(
                                        "eligible",
                                        List.of(id("ann"), id("ben"), id("cat")),
                                        "exclude",
                                        List.of(id("ann")))))
                .containsExactly("ben", "cat");
        assertThat(
                        receivers(
                                Map.of(
                                        "eligible_authrole",
                                        List.of("staff"),
                                        "exclude_authid",
                                        List.of("ben"))))
                .containsExactly("ann");
    }

    @Test
    void thePublisherIsExcludedEvenIfItIsEligible() {
        publisher.subscribe(TOPIC);
        Map<String, Object> options = Map.of("eligible", List.of(publisher.session(), id("ann")));

        assertThat(receivers(options)).containsExactly("ann");
        assertThat(publisher.received()).isEmpty();

        assertThat(receivers(Dict.of(options).with("exclude_me", false).asMap()))
                .containsExactly("ann");
        assertThat(publisher.received(Message.Event.class)).hasSize(1);
    }

    @Test
    void patternSubscriptionsAreFilteredAlike() {
        TestClient eve = kit.joinAs(1, "eve", "guest");
        eve.subscribe("com.", Dict.of("match", "prefix"));

        receivers("eligible_authrole", List.of("staff"));
        assertThat(eve.received()).isEmpty();
        receivers("eligible_authrole", List.of("guest"));
        assertThat(eve.received(Message.Event.class)).hasSize(1);
    }

    @Test
    void anySetOfListsLetsThroughWhomTheDefinitionSays() {
        var random = new Random(5);
        for (int i = 0; i < 300; i++) {
            Map<String, Object> options = randomLists(random);

            assertThat(receivers(options))
                    .as("%s", options)
                    .containsExactlyElementsOf(
                            subscribers.keySet().stream()
                                    .filter(name -> isMeant(name, options))
                                    .toList());
        }
    }

    private Map<String, Object> randomLists(Random random) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String word : List.of("exclude", "eligible")) {
            for (String subject : List.of("", "_authid", "_authrole")) {
                if (random.nextInt(3) == 0) {
                    Set<Object> members = new LinkedHashSet<>();
                    for (String name : subscribers.keySet()) {
                        if (random.nextBoolean()) {
                            members.add(value(name, subject));
                        }
                    }
                    options.put(word + subject, List.copyOf(members));
                }
            }
        }
        return options;
    }

    private boolean isMeant(String name, Map<String, Object> options) {
        return options.entrySet().stream()
                .allMatch(
                        option -> {
                            String[] words = option.getKey().split("(?=_)");
                            Object value = value(name, words.length > 1 ? words[1] : "");
                            boolean listed = ((List<?>) option.getValue()).contains(value);
                            return listed == words[0].equals("eligible");
                        });
    }

    private Object value(String name, String subject) {
        return switch (subject) {
            case "_authid" -> name;
            case "_authrole" -> name.compareTo("c") < 0 ? "staff" : "guest";
            default -> id(name);
        };
    }

    static Stream<Map<String, Object>> badLists() {
        return Stream.of(
                Map.of("exclude", 4711L),
                Map.of("exclude", List.of("ann")),
                Map.of("eligible", List.of(0L)),
                Map.of("eligible", List.of(1.5)),
                Map.of("exclude_authid", "ann"),
                Map.of("exclude_authid", List.of(1L)),
                Map.of("exclude_authrole", Map.of()),
                Map.of("eligible_authid", List.of(List.of())),
                Map.of("eligible_authrole", true));
    }

    @ParameterizedTest
    @MethodSource("badLists")
    void aListOfTheWrongKindIsRefusedByNameAndReachesNobody(Map<String, Object> options) {
        publisher.publish(TOPIC, Dict.of(options).with("acknowledge", true), Payload.EMPTY);

        Message.Error error = publisher.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat((String) error.payload().args().get(0))
                .contains("'" + options.keySet().iterator().next() + "'");
        assertThat(subscribers.values()).allMatch(client -> client.received().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"_custom", "x_custom"})
    void customAttributesGoToTheSubscribers(String key) {
        Object value = Map.of("deep", List.of(1L, "two"));

        publisher.publish(TOPIC, Dict.of(Map.of(key, value, "unknown", 1L)), Payload.EMPTY);

        assertThat(subscribers.values())
                .allSatisfy(
                        subscriber ->
                                assertThat(subscriber.next(Message.Event.class).details())
                                        .isEqualTo(Dict.of(key, value)));
    }

    private long id(String name) {
        return subscribers.get(name).session();
    }

    private List<String> receivers(String option, Object value) {
        return receivers(Map.of(option, value));
    }

    private List<String> receivers(Map<String, Object> options) {
        publisher.publish(TOPIC, Dict.of(options), Payload.EMPTY);
        kit.settle();
        var receivers = new ArrayList<String>();
        subscribers.forEach(
                (name, client) -> {
                    if (!client.received(Message.Event.class).isEmpty()) {
                        receivers.add(name);
                    }
                });
        return receivers;
    }
}
