package io.patchbay.itests.client;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions in a ring under a steady load: each calls a procedure of its neighbour and publishes to
 * a topic that two others subscribe to, in turn and whatever the router does meanwhile. Whatever is
 * sent carries a sequence number, so that what is lost, repeated or overtaken is noticed.
 */
public final class Load implements AutoCloseable {
    /** The second subscriber of a topic is so many places further on. */
    private static final int SECOND_SUBSCRIBER = 7;

    private static final Duration WARM = Duration.ofMillis(10);
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(10);
    private static final Duration MOMENTS = Duration.ofSeconds(30);

    private final List<Member> members = new ArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong callsOpen = new AtomicLong();
    private final AtomicLong eventsOpen = new AtomicLong();
    private final Latencies latencies = new Latencies();
    private final Duration gap;
    private volatile boolean sending = true;
    private volatile boolean closing;
    private Thread pacer;

    /**
     * @param gap between one session's turn and the next one's
     */
    private Load(Duration gap) {
        this.gap = gap;
    }

    /** Joins as many sessions, each over the next of the formats, and begins. */
    public static Load start(
            Client.Transport transport, int port, int sessions, Duration gap, Format... formats)
            throws IOException {
        var load = new Load(gap);
        try {
            for (int i = 0; i < sessions; i++) {
                Format format = formats[i % formats.length];
                load.members.add(load.new Member(i, Client.join(transport, port, format)));
            }
            for (Member member : load.members) {
                member.prepare(sessions);
            }
        } catch (IOException | RuntimeException e) {
            load.close();
            throw e;
        }
        load.members.forEach(member -> Thread.ofVirtual().start(member::read));
        load.pacer = Thread.ofPlatform().daemon().name("load").start(load::pace);
        return load;
    }

    /** What went wrong so far; nothing, if the router keeps its promises. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** The times from sending to receiving, of calls and events. */
    public Latencies latencies() {
        return latencies;
    }

    /** The number of messages that were sent and have not come back yet. */
    public long open() {
        return callsOpen.get() + eventsOpen.get();
    }

    /** Goes on until so many more messages were received. */
    public Latencies.Span run(int messages) {
        int before = latencies.count();
        long from = System.nanoTime();
        await().atMost(MOMENTS).until(() -> latencies.count() >= before + messages);
        return new Latencies.Span(from, System.nanoTime());
    }

    /** Goes on until the router and this client have been compiled, or for a while. */
    public void warmUp(int messages) {
        long end = System.nanoTime() + WARM_UP_MAX.toNanos();
        while (latencies.within(List.of(run(messages))).p99().compareTo(WARM) > 0
                && System.nanoTime() - end < 0) {}
    }

    /** Sends nothing more; what is under way may still arrive. */
    public void stopSending() throws InterruptedException {
        sending = false;
        pacer.join();
    }

    private void pace() {
        long next = System.nanoTime();
        try {
            for (int turn = 0; sending; turn++) {
                while (System.nanoTime() - next < 0) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                members.get(turn % members.size()).act();
                next += gap.toNanos();
            }
        } catch (IOException e) {
            faults.add("cannot send: " + e);
        }
    }

    @Override
    public void close() {
        closing = true;
        sending = false;
        members.forEach(member -> member.client.close());
    }

    private final class Member {
        private final int place;
        private final Client client;
        private final Map<Long, Long> nextEvents = new HashMap<>();
        private long nextCall;
        private long nextPublication;
        private long nextResult;
        private long nextInvocation;
        private String procedure = "";
        private String topic = "";

        private Member(int place, Client client) {
            this.place = place;
            this.client = client;
        }

        private void prepare(int sessions) throws IOException {
            client.register(procedureOf(place));
            nextEvents.put(client.subscribe(topicOf(place)), 0L);
            nextEvents.put(client.subscribe(topicOf((place + SECOND_SUBSCRIBER) % sessions)), 0L);
            procedure = procedureOf((place + 1) % sessions);
            topic = topicOf((place + 2) % sessions);
        }

        private static String procedureOf(int place) {
            return "com.example.load.procedure" + place;
        }

        private static String topicOf(int place) {
            return "com.example.load.topic" + place;
        }

        private void act() throws IOException {
            callsOpen.incrementAndGet();
            List<Object> call = List.of(nextCall++, System.nanoTime());
            client.request(Wamp.CALL, Map.of(), procedure, call);
            eventsOpen.addAndGet(2);
            List<Object> publication = List.of(nextPublication++, System.nanoTime());
            client.request(Wamp.PUBLISH, Map.of(), topic, publication);
        }

        private void read() {
            try {
                for (List<Object> m = client.receive(); m != null; m = client.receive()) {
                    take(m, System.nanoTime());
                }
                fault("ended");
            } catch (IOException | RuntimeException e) {
                fault(e.toString());
            }
        }

        private void take(List<Object> message, long now) throws IOException {
            switch ((int) (long) message.get(0)) {
                case (int) Wamp.INVOCATION -> {
                    nextInvocation = check(nextInvocation, message, 4);
                    client.send(Wamp.YIELD, message.get(1), Map.of(), message.get(4));
                }
                case (int) Wamp.RESULT -> {
                    nextResult = check(nextResult, message, 3);
                    callsOpen.decrementAndGet();
                    latencies.add(sentAt(message, 3), now);
                }
                case (int) Wamp.EVENT -> {
                    long subscription = (long) message.get(1);
                    nextEvents.compute(subscription, (id, next) -> check(next, message, 4));
                    eventsOpen.decrementAndGet();
                    latencies.add(sentAt(message, 4), now);
                }
                default -> fault("received " + message);
            }
        }

        private long check(long expected, List<Object> message, int arguments) {
            long sequence = (long) ((List<?>) message.get(arguments)).get(0);
            if (sequence != expected) {
                fault("expected number " + expected + " but received " + message);
            }
            return sequence + 1;
        }

        private static long sentAt(List<Object> message, int arguments) {
            return (long) ((List<?>) message.get(arguments)).get(1);
        }

        private void fault(String what) {
            if (!closing) {
                faults.add("session " + place + ": " + what);
            }
        }
    }
}
