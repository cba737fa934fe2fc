package io.patchbay.bench.load;

import io.patchbay.bench.wire.Format;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Sessions of one kind, opened a few at a time. */
final class SessionGroup implements Session.Events {
    private static final int CONCURRENT_CONNECTS = 64;

    private final LoadRun run;
    private final Format format;
    private final List<Session> sessions = new ArrayList<>();
    private Consumer<Session> onJoined = session -> {};
    private int sources = 1;
    private int toleratedFailures;
    private int joined;
    private int failed;

    SessionGroup(LoadRun run, Format format) {
        this.run = run;
        this.format = format;
    }

    /** Opens {@code count} sessions and waits for them. */
    static List<Session> open(LoadRun run, Format format, int count) {
        SessionGroup group = new SessionGroup(run, format);
        if (!group.open(count)) {
            throw new LoadFailure("joined " + group.joined + " of " + count + " sessions in time");
        }
        return group.sessions;
    }

    /** Spreads the sessions over this many loopback source addresses: one has some 28,000 ports. */
    SessionGroup sources(int count) {
        sources = count;
        return this;
    }

    /**
     * Goes on after up to {@code count} sessions have failed, rather than ending the run at the
     * first.
     */
    SessionGroup tolerate(int count) {
        toleratedFailures = count;
        return this;
    }

    SessionGroup onJoined(Consumer<Session> action) {
        onJoined = action;
        return this;
    }

    /**
     * Opens sessions until {@code count} have joined or failed; says whether that came to pass in
     * time.
     */
    boolean open(int count) {
        return run.loop().runUntil(() -> begun(count), run.options().connectNanos());
    }

    private boolean begun(int count) {
        while (sessions.size() < count && sessions.size() - joined - failed < CONCURRENT_CONNECTS) {
            begin(sessions.size());
        }
        return joined + failed >= count;
    }

    private void begin(int index) {
        try {
            sessions.add(
                    Session.open(
                            run.loop(),
                            run.target(),
                            source(index),
                            index,
                            format,
                            run.options().realm(),
                            run.options().applicant(),
                            this));
        } catch (IOException e) {
            throw new LoadFailure("session " + index + ": " + e.getMessage());
        }
    }

    private @Nullable InetAddress source(int index) throws IOException {
        return sources == 1
                ? null
                : InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + index % sources)});
    }

    int joined() {
        return joined;
    }

    int failed() {
        return failed;
    }

    @Override
    public void joined(Session session) {
        joined++;
        onJoined.accept(session);
    }

    @Override
    public void failed(String reason) {
        failed++;
        if (failed > toleratedFailures) {
            throw new LoadFailure("a session ended: " + reason);
        }
        run.errors().add(reason);
    }
}
