package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of all kinds among sessions on several loops that turn in any order. Whatever a client
 * sends is numbered, so that whoever gets it sees whether order is kept.
 */
class CallsTest {
    private static final int MEMBERS = 6;
    private static final int LOOPS = 3;
    private static final String[] MODES = {"skip", "kill", "killnowait"};
    private static final String[] PROCEDURES = {
        "com.example.own0",
        "com.example.own1",
        "com.example.shared",
        "com.example.shared",
        "com.example.shared",
        "com.example.shared",
        "com.prefix.any",
        "com.any.wild",
        "com.nobody"
    };

    private final List<Member> members = new ArrayList<>();
    private RouterKit kit;

    /** A call as its caller knows it. */
    private static final class Made {
        final String procedure;
        boolean expectsMore;
        boolean isSkipped;
        boolean isAnswered;

        Made(String procedure, boolean expectsMore) {
            this.procedure = procedure;
            this.expectsMore = expectsMore;
        }
    }

    /** An invocation as its callee knows it. */
    private record Asked(Member caller, long call) {}

    /** A client, what it remembers, and what it checks in what it gets. */
    private final class Member {
        final int number;
        final boolean isInterruptible;
        final TestClient client;
        final Map<Long, Made> calls = new LinkedHashMap<>();
        final Map<Long, Asked> invocations = new LinkedHashMap<>();
        final Map<Object, Long> latestCallFrom = new HashMap<>();
        final Map<Object, Long> latestAnswerFrom = new HashMap<>();
        long sent;
        long lastInvocation;
        boolean isGone;

        Member(int number) {
            this.number = number;
            this.isInterruptible = number != 0;
            this.client =
                    isInterruptible
                            ? kit.join(number % LOOPS)
                            : kit.joinUninterruptible(number % LOOPS);
        }

        Payload numbered(long call) {
            return Payload.of((long) number, ++sent, call);
        }

        void read() {
            byte[] bytes;
            while ((bytes = client.connection().take()) != null) {
                note(client.decode(bytes));
            }
        }

        private void note(Message message) {
            switch (message) {
                case Message.Result m -> result(m);
                case Message.Error m -> error(m);
                case Message.Invocation m -> invocation(m);
                case Message.Interrupt m -> {
                    if (m.options().string("mode", "").equals("killnowait")) {
                        invocations.remove(m.request());
                    }
                }
                case Message.Registered m -> {}
                case Message.Unregistered m -> {}
                default -> throw new AssertionError("unexpected " + message);
            }
        }

        private static void checkOrder(Map<Object, Long> latest, Payload payload) {
            Object sender = payload.args().get(0);
            long number = (long) payload.args().get(1);
            assertThat(number).isGreaterThan(latest.getOrDefault(sender, 0L));
            latest.put(sender, number);
        }

        private void result(Message.Result result) {
            checkOrder(latestAnswerFrom, result.payload());
            Made call = calls.get(result.request());
            assertThat(call.isAnswered).isFalse();
            call.isAnswered = !result.details().bool("progress", false);
        }

        private void error(Message.Error error) {
            if (error.requestType() == Message.CALL) {
                Made call = calls.get(error.request());
                assertThat(call.isAnswered).isFalse();
                call.isAnswered = true;
                if (error.error().toString().startsWith("com.")) {
                    checkOrder(latestAnswerFrom, error.payload());
                }
            }
        }

        private void invocation(Message.Invocation invocation) {
            checkOrder(latestCallFrom, invocation.payload());
            List<Object> args = invocation.payload().args();
            if (invocation.request() > lastInvocation) {
                assertThat(invocation.request()).isEqualTo(++lastInvocation);
                Member caller = members.get(((Long) args.get(0)).intValue());
                invocations.put(invocation.request(), new Asked(caller, (long) args.get(2)));
            }
        }
    }

    @Property(tries = 400)
    void everyCallIsAnsweredOnceAndNoOrderIsBroken(
            @ForAll InvocationPolicy policy,
            @ForAll @Size(max = 300) List<@IntRange(max = 1 << 28) Integer> actions) {
        kit = new RouterKit(LOOPS);
        kit.limits(DealerTest.limits(kit.limits(), 4 << 20, 5));
        members.clear();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(new Member(i));
        }
        registerAll(policy);

        for (int action : actions) {
            act(action, policy);
        }
        finish();

        kit.close();
    }

    private void registerAll(InvocationPolicy policy) {
        members.get(0).client.register("com.example.own0");
        members.get(1).client.register("com.example.own1");
        for (int i = 0; i < 4; i++) {
            if (i == 0 || policy != InvocationPolicy.SINGLE) {
                members.get(i).client.register("com.example.shared", shared(policy));
            }
        }
        members.get(4).client.register("com.prefix", Dict.of("match", "prefix"));
        members.get(5).client.register("com..wild", Dict.of("match", "wildcard"));
    }

    private static Dict shared(InvocationPolicy policy) {
        return Dict.of("invoke", policy.wireName());
    }

    /** Each part of the number decides about one thing. */
    private static final class Choice {
        private int rest;

        Choice(int number) {
            this.rest = number;
        }

        int of(int size) {
            int chosen = rest % size;
            rest /= size;
            return chosen;
        }
    }

    private void act(int action, InvocationPolicy policy) {
        var choice = new Choice(action);
        int kind = choice.of(32);
        Member member = members.get(choice.of(MEMBERS));
        member.read();
        if (kind < 10 || member.isGone) {
            kit.loop(choice.of(LOOPS)).step();
        } else if (kind < 16) {
            call(member, choice);
        } else if (kind < 19) {
            proceed(member, choice);
        } else if (kind < 21) {
            cancel(member, choice);
        } else if (kind < 23) {
            answer(member, choice, true);
        } else if (kind < 26) {
            answer(member, choice, false);
        } else if (kind == 26) {
            kit.advance(Duration.ofMillis(choice.of(40)));
        } else if (kind < 31) {
            giveUpOrTakeUp(member, choice, policy);
        } else if (choice.of(8) == 0) {
            member.isGone = true;
            member.client.connection().disconnect();
        }
    }

    private static void call(Member member, Choice choice) {
        var options = new HashMap<String, Object>();
        options.put("_routing_key", (long) choice.of(5));
        if (choice.of(2) == 0) {
            options.put("receive_progress", true);
        }
        boolean isProgressive = choice.of(3) == 0;
        if (isProgressive) {
            options.put("progress", true);
        }
        if (choice.of(2) == 0) {
            options.put("timeout", (long) choice.of(50));
        }
        String procedure = PROCEDURES[choice.of(PROCEDURES.length)];
        long request = member.client.nextRequest();
        member.calls.put(request, new Made(procedure, isProgressive));
        send(member, request, options);
    }

    private static void send(Member member, long request, Map<String, Object> options) {
        Uri procedure = Uri.of(member.calls.get(request).procedure);
        member.client.send(
                new Message.Call(request, Dict.of(options), procedure, member.numbered(request)));
    }

    /** Also after the answer has come, as if the two had crossed. */
    private static void proceed(Member member, Choice choice) {
        List<Long> open =
                member.calls.entrySet().stream()
                        .filter(call -> call.getValue().expectsMore)
                        .map(Map.Entry::getKey)
                        .toList();
        if (!open.isEmpty()) {
            long request = open.get(choice.of(open.size()));
            boolean isLast = choice.of(4) == 0;
            member.calls.get(request).expectsMore = !isLast;
            send(member, request, isLast ? Map.of() : Map.of("progress", true));
        }
    }

    private static void cancel(Member member, Choice choice) {
        List<Long> calls = List.copyOf(member.calls.keySet());
        if (!calls.isEmpty()) {
            long request = calls.get(choice.of(calls.size()));
            String mode = MODES[choice.of(3)];
            member.calls.get(request).isSkipped |= mode.equals("skip");
            member.client.cancel(request, mode);
        }
    }

    private static void answer(Member member, Choice choice, boolean isPart) {
        List<Long> invocations = List.copyOf(member.invocations.keySet());
        if (invocations.isEmpty()) {
            return;
        }
        long invocation = invocations.get(choice.of(invocations.size()));
        if (isPart) {
            member.client.send(
                    new Message.Yield(invocation, Dict.of("progress", true), member.numbered(0)));
        } else {
            answer(member, invocation, choice.of(2) == 0);
        }
    }

    private static void answer(Member member, long invocation, boolean fails) {
        member.invocations.remove(invocation);
        Payload payload = member.numbered(0);
        member.client.send(
                fails
                        ? new Message.Error(
                                Message.INVOCATION,
                                invocation,
                                Dict.EMPTY,
                                Uri.of("com.example.error"),
                                payload)
                        : new Message.Yield(invocation, Dict.EMPTY, payload));
    }

    /** Unregisters the shared procedure, or registers it again. Either may be refused. */
    private void giveUpOrTakeUp(Member member, Choice choice, InvocationPolicy policy) {
        Uri shared = Uri.of("com.example.shared");
        Registration registration = kit.realm().dealer().registry().best(shared);
        long request = member.client.nextRequest();
        member.client.send(
                choice.of(2) == 0 && registration != null
                        ? new Message.Unregister(request, registration.id())
                        : new Message.Register(request, shared(policy), shared));
    }

    private void finish() {
        kit.settle();
        members.forEach(Member::read);
        checkThatNoInvocationOutlivesItsCall();
        for (Member member : members) {
            if (!member.isGone) {
                List.copyOf(member.invocations.keySet())
                        .forEach(invocation -> answer(member, invocation, false));
            }
        }
        kit.settle();
        for (Member member : members) {
            member.read();
            if (!member.isGone) {
                assertThat(member.client.connection().isGone()).isFalse();
                assertThat(member.calls.values()).allMatch(call -> call.isAnswered);
            }
        }
        assertThat(kit.counters().openCalls()).isZero();
        assertThat(kit.counters().timeoutsPending.sum()).isZero();
    }

    /** Who can be interrupted has been, if its answer is not wanted. */
    private void checkThatNoInvocationOutlivesItsCall() {
        for (Member member : members) {
            if (member.isInterruptible && !member.isGone) {
                assertThat(member.invocations.values())
                        .allMatch(
                                asked -> {
                                    Made call = asked.caller.calls.get(asked.call);
                                    return call.isSkipped
                                            || !call.isAnswered && !asked.caller.isGone;
                                });
            }
        }
    }
}
