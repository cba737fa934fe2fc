package io.patchbay.itests.fuzz;

import io.patchbay.itests.client.Wamp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client might say next, in order and with ids that fit, so that changes to it get past the
 * first check. Topics and procedures are few: what one intruder says reaches others.
 */
final class Conversation {
    static final int TOPICS = 4;

    private final Mutator mutator;
    private final List<Object> subscriptions = new ArrayList<>(List.of(1L));
    private final List<Object> registrations = new ArrayList<>(List.of(1L));
    private final List<Object> invocations = new ArrayList<>();
    private long lastRequest;

    Conversation(Mutator mutator) {
        this.mutator = mutator;
    }

    static String topic(int number) {
        return "com.example.fuzz.topic" + number;
    }

    static List<Object> hello() {
        var roles =
                Map.of(
                        "publisher", Map.of(),
                        "subscriber",
                                Map.of("features", Map.of("pattern_based_subscription", true)),
                        "caller", Map.of("features", Map.of("call_canceling", true)),
                        "callee", Map.of());
        return List.of(Wamp.HELLO, "realm1", Map.of("roles", roles));
    }

    /** Takes notice of an answer. */
    void heard(List<Object> message) {
        if (message.get(0).equals(Wamp.SUBSCRIBED)) {
            subscriptions.add(message.get(2));
        } else if (message.get(0).equals(Wamp.REGISTERED)) {
            registrations.add(message.get(2));
        } else if (message.get(0).equals(Wamp.INVOCATION)) {
            invocations.add(message.get(1));
        }
    }

    List<Object> next() {
        if (!invocations.isEmpty() && mutator.oneIn(2)) {
            Object invocation = invocations.remove(0);
            return mutator.oneIn(4)
                    ? List.of(Wamp.ERROR, Wamp.INVOCATION, invocation, Map.of(), "com.example.no")
                    : List.of(Wamp.YIELD, invocation, Map.of(), payload());
        }
        if (lastRequest == 0) {
            return request(Wamp.REGISTER, Map.of(), anyProcedure());
        }
        if (mutator.oneIn(60)) {
            return rare();
        }
        return switch (mutator.any(0, 0, 1, 2, 2, 3, 4, 4, 4, 5, 5, 5, 6)) {
            case 0 -> request(Wamp.SUBSCRIBE, options(), anyTopic());
            case 1 -> request(Wamp.UNSUBSCRIBE, mutator.any(subscriptions.toArray()));
            case 2 -> request(Wamp.REGISTER, options(), anyProcedure());
            case 3 -> request(Wamp.UNREGISTER, mutator.any(registrations.toArray()));
            case 4 -> request(Wamp.PUBLISH, options(), anyTopic(), payload(), keywords());
            case 5 -> request(Wamp.CALL, options(), anyProcedure(), payload(), keywords());
            default -> List.of(Wamp.CANCEL, lastRequest, Map.of("mode", mutator.text()));
        };
    }

    /** Most of it ends the session. */
    private List<Object> rare() {
        return switch (mutator.any(0, 1, 2, 3, 4, 5)) {
            case 0 -> List.of(Wamp.AUTHENTICATE, "secret", Map.of());
            case 1 -> List.of(Wamp.ABORT, Map.of(), "com.example.tired");
            case 2 -> List.of(Wamp.YIELD, lastRequest, Map.of());
            case 3 -> List.of(Wamp.GOODBYE, Map.of(), Wamp.GOODBYE_AND_OUT);
            case 4 -> hello();
            default -> List.of(mutator.any(Wamp.WELCOME, Wamp.EVENT, Wamp.RESULT, 99L), 1L);
        };
    }

    private List<Object> request(long type, Object... rest) {
        var message = new ArrayList<Object>();
        message.add(type);
        message.add(++lastRequest);
        message.addAll(List.of(rest));
        return message;
    }

    private Map<String, Object> options() {
        return switch (mutator.any(0, 0, 0, 1, 2, 3, 4, 5)) {
            case 1 -> Map.of("acknowledge", true, "exclude_me", false);
            case 2 -> Map.of("match", mutator.text());
            case 3 -> Map.of("exclude", List.of(1L), "eligible_authrole", List.of("anonymous"));
            case 4 -> Map.of("timeout", mutator.any(0L, 1L, 100L), "receive_progress", true);
            case 5 -> Map.of("invoke", mutator.text(), "concurrency", 1L);
            default -> Map.of();
        };
    }

    private String anyTopic() {
        return mutator.oneIn(10) ? mutator.text() : topic(mutator.any(0, 1, 2, 3));
    }

    private String anyProcedure() {
        return mutator.oneIn(10)
                ? mutator.text()
                : "com.example.fuzz.procedure" + mutator.any(0, 1, 2, 3, 4, 5, 6, 7);
    }

    private List<Object> payload() {
        var payload = new ArrayList<Object>();
        while (!mutator.oneIn(3)) {
            payload.add(mutator.value());
        }
        return payload;
    }

    private Map<String, Object> keywords() {
        var keywords = new HashMap<String, Object>();
        while (mutator.oneIn(3)) {
            keywords.put(mutator.text(), mutator.value());
        }
        return keywords;
    }
}
