package io.patchbay.core.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who follows the meta events of subscriptions knows what there is, on whatever loop it lives. */
class MetaOrderTest {
    private static final int LOOPS = 2;
    private static final int MEMBERS = 4;
    private static final Uri TOPIC = Uri.of("com.example.topic");

    /** What one client makes of the events of the one topic that there is. */
    private static final class Follower {
        final TestClient client;
        final Set<Long> subscribers = new HashSet<>();
        boolean exists;

        Follower(TestClient client) {
            this.client = client;
            client.subscribe("wamp.subscription.", Dict.of("match", "prefix"));
            client.received();
        }

        void follow(long subscription) {
            for (Message.Event event : client.received(Message.Event.class)) {
                List<Object> args = event.payload().args();
                String topic = event.details().string("topic", "");
                if (!topic.endsWith("on_create")) {
                    assertThat(args.get(1)).isEqualTo(subscription);
                }
                follow(topic, (long) args.get(0));
            }
        }

        private void follow(String topic, long session) {
            switch (topic) {
                case "wamp.subscription.on_create" -> {
                    assertThat(exists).isFalse();
                    exists = true;
                }
                case "wamp.subscription.on_subscribe" -> {
                    assertThat(exists).isTrue();
                    assertThat(subscribers.add(session)).isTrue();
                }
                case "wamp.subscription.on_unsubscribe" ->
                        assertThat(subscribers.remove(session)).isTrue();
                case "wamp.subscription.on_delete" -> {
                    assertThat(subscribers).isEmpty();
                    exists = false;
                }
                default -> throw new AssertionError(topic);
            }
        }
    }

    @Property(tries = 300)
    void followersSeeEverythingInTheOrderInWhichItHappened(
            @ForAll @Size(max = 100) List<@IntRange(max = 1 << 16) Integer> actions) {
        var kit = new RouterKit(LOOPS);
        var followers = new ArrayList<Follower>();
        var members = new ArrayList<TestClient>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(kit.join(i % LOOPS));
        }
        long subscription = members.get(0).subscribe(TOPIC.toString());
        members.get(0).send(unsubscribe(members.get(0), subscription));
        members.get(0).received();
        for (int i = 0; i < LOOPS; i++) {
            followers.add(new Follower(kit.join(i)));
        }
        followers.forEach(follower -> follower.client.received());

        for (int action : actions) {
            TestClient member = members.get(action % MEMBERS);
            switch (action / MEMBERS % 3) {
                case 0 ->
                        member.send(new Message.Subscribe(member.nextRequest(), Dict.EMPTY, TOPIC));
                case 1 -> member.send(unsubscribe(member, subscription));
                default -> kit.loop(action / 16 % LOOPS).step();
            }
        }
        members.get(0).disconnect();

        for (Follower follower : followers) {
            follower.follow(subscription);
            assertThat(follower.exists).isEqualTo(!follower.subscribers.isEmpty());
        }
        assertThat(followers.get(0).subscribers).isEqualTo(followers.get(1).subscribers);
        kit.close();
    }

    private static Message unsubscribe(TestClient member, long subscription) {
        return new Message.Unsubscribe(member.nextRequest(), subscription);
    }
}
