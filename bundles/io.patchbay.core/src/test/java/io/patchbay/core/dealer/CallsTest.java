package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Message;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls among sessions on several loops that turn in any order. */
class CallsTest {
    private static final int CLIENTS = 5;
    private static final String[] MODES = {"skip", "kill", "killnowait"};

    private RouterKit kit;
    private List<Member> members;

    /** A client and what it has to remember. */
    private static final class Member {
        final TestClient client;
        final List<Long> calls = new ArrayList<>();
        final List<Long> invocations = new ArrayList<>();
        final Map<Long, Integer> answers = new HashMap<>();
        long lastInvocation;
        boolean gone;

        Member(TestClient client) {
            this.client = client;
        }

        void read() {
            byte[] bytes;
            while ((bytes = client.connection().take()) != null) {
                note(client.decode(bytes));
            }
        }

        private void note(Message message) {
            switch (message) {
                case Message.Result m -> answers.merge(m.request(), 1, Integer::sum);
                case Message.Error m -> answers.merge(m.request(), 1, Integer::sum);
                case Message.Invocation m -> {
                    assertThat(m.request()).isEqualTo(++lastInvocation);
                    invocations.add(m.request());
                }
                case Message.Interrupt m -> {
                    // As the specification says: no answer is due, and one that comes is ignored.
                }
                default -> throw new AssertionError("unexpected " + message);
            }
        }
    }

    @BeforeTry
    void allIsNew() {
        kit = new RouterKit(3);
        members = new ArrayList<>();
    }

    @Property(tries = 300)
    void everyCallIsAnsweredOnce(
            @ForAll @Size(max = 150) List<@IntRange(max = 1 << 20) Integer> actions) {
        for (int i = 0; i < CLIENTS; i++) {
            TestClient client = i == 0 ? kit.joinUninterruptible(0) : kit.join(i % 3);
            client.register("com.example.procedure" + i);
            members.add(new Member(client));
        }

        actions.forEach(this::act);
        finish();

        for (Member member : members) {
            if (!member.gone) {
                assertThat(member.answers.keySet()).containsAll(member.calls);
            }
            assertThat(member.answers.keySet()).isSubsetOf(member.calls);
            assertThat(member.answers.values()).allMatch(count -> count == 1);
        }
        assertThat(kit.counters().openCalls()).isZero();
        kit.close();
    }

    private void act(int number) {
        int kind = number % 16;
        int pick = number / 16;
        Member member = members.get(pick % CLIENTS);
        int more = pick / CLIENTS;
        member.read();
        if (kind < 7 || member.gone) {
            kit.loop(pick % 3).step();
        } else if (kind < 10) {
            member.calls.add(member.client.call("com.example.procedure" + more % CLIENTS, more));
        } else if (kind < 12 && !member.calls.isEmpty()) {
            long call = member.calls.get(more % member.calls.size());
            member.client.cancel(call, MODES[more % 3]);
        } else if (kind < 15 && !member.invocations.isEmpty()) {
            answer(member, member.invocations.remove(more % member.invocations.size()), more);
        } else if (kind == 15 && more % 4 == 0) {
            member.gone = true;
            member.client.connection().disconnect();
        }
    }

    private static void answer(Member member, long invocation, int more) {
        if (more % 2 == 0) {
            member.client.yield(invocation, more);
        } else {
            member.client.fail(invocation, "com.example.error", more);
        }
    }

    /** All that are still there answer what they were asked. */
    private void finish() {
        kit.settle();
        for (Member member : members) {
            member.read();
            if (!member.gone) {
                member.invocations.forEach(invocation -> answer(member, invocation, 0));
            }
        }
        kit.settle();
        members.forEach(Member::read);
    }
}
