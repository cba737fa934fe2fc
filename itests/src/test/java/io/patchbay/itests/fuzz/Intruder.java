package io.patchbay.itests.fuzz;

import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection that begins well, mostly, and then misbehaves. What the router answers to it is
 * checked all the same: it must be well-formed.
 */
final class Intruder {
    private static final int STEPS_MAX = 40;

    private static final Duration PATIENCE = Duration.ofMillis(5);

    /** What an intruder changes: one thing only, so that the rest takes it further in. */
    private enum Bent {
        /** The messages are in order, though the values in them may be odd. */
        NOTHING,
        MESSAGES,
        BYTES,
        FRAMES,
        STREAM
    }

    private final Wire wire;
    private final int port;
    private final Format format;
    private final Random random;
    private final Mutator mutator;
    private final Conversation conversation;
    private final Bent bent;
    private int messages;

    /**
     * @param seed makes up all that it does
     */
    Intruder(Wire wire, int port, Format format, long seed) {
        this.wire = wire;
        this.port = port;
        this.format = format;
        this.random = new Random(seed);
        this.mutator = new Mutator(random);
        this.conversation = new Conversation(mutator);
        this.bent = mutator.any(Bent.values());
    }

    /**
     * Comes, misbehaves and goes. That the router hangs up meanwhile is no surprise.
     *
     * @return how many messages were sent
     * @throws RuntimeException if the router answers with something malformed
     */
    int visit() {
        try {
            if (mutator.oneIn(5)) {
                visitBlindly();
            } else {
                visitPolitely();
            }
        } catch (IOException e) {
            // The router has refused or hung up, as it may.
        }
        return messages;
    }

    /** The handshake is as strange as the rest; nobody listens to the answer. */
    private void visitBlindly() throws IOException {
        try (Link link = wire.open(port, format)) {
            byte[] opening = wire.opening(format, mutator);
            send(link, mutator.oneIn(2) ? mutator.bytes(opening) : opening);
            for (int i = random.nextInt(STEPS_MAX); i > 0; i--) {
                send(link, frames(i == STEPS_MAX - 1 ? Conversation.hello() : conversation.next()));
                skim(link);
            }
            leave(link);
        }
    }

    private void visitPolitely() throws IOException {
        try (Link link = wire.connect(port, format)) {
            List<Object> hello = Conversation.hello();
            send(link, mutator.oneIn(6) ? frames(hello) : wire.frame(format, format.write(hello)));
            for (int i = random.nextInt(STEPS_MAX); i > 0; i--) {
                listen(link);
                send(link, frames(conversation.next()));
            }
            listen(link);
            leave(link);
        }
    }

    /** The message, framed; now and then something is wrong with it, with its bytes or frames. */
    private byte[] frames(List<Object> message) {
        messages++;
        boolean now = mutator.oneIn(3);
        byte[] bytes =
                format.write(now && bent == Bent.MESSAGES ? mutator.message(message) : message);
        if (now && bent == Bent.BYTES) {
            bytes = mutator.bytes(bytes);
        }
        byte[] frames =
                now && bent == Bent.FRAMES
                        ? wire.strangely(format, bytes, mutator)
                        : wire.frame(format, bytes);
        return now && bent == Bent.STREAM ? mutator.bytes(frames) : frames;
    }

    /** Sends the bytes in one piece or in a few. */
    private void send(Link link, byte[] bytes) throws IOException {
        OutputStream out = link.socket().getOutputStream();
        int at = 0;
        while (mutator.oneIn(3) && at < bytes.length) {
            int more = random.nextInt(bytes.length - at + 1);
            out.write(bytes, at, more);
            at += more;
        }
        out.write(bytes, at, bytes.length - at);
    }

    /** Takes in what has come; now and then waits a little for it. */
    private void listen(Link link) throws IOException {
        long end = System.nanoTime() + (mutator.oneIn(8) ? PATIENCE.toNanos() : 0);
        while (!link.ready() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PATIENCE.toNanos() / 20);
        }
        while (link.ready()) {
            byte[] message = link.receive();
            if (message == null) {
                throw new IOException("the router has hung up");
            }
            conversation.heard(format.read(message));
        }
    }

    private static void skim(Link link) throws IOException {
        InputStream in = link.socket().getInputStream();
        in.skipNBytes(in.available());
    }

    private void leave(Link link) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> link.socket().setSoLinger(true, 0); // a reset
            case 1 -> link.socket().shutdownOutput();
            default -> {}
        }
    }
}
