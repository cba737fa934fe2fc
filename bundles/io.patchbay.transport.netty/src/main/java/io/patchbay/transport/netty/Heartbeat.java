package io.patchbay.transport.netty;

import io.patchbay.api.transport.Loop.Timer;

import java.time.Duration;

/** Asks a peer that is silent for a sign of life, and gives up one that stays so. On the loop. */
public final class Heartbeat {
    private final NettyConnection connection;
    private final Duration interval;
    private final Duration timeout;
    private final Runnable ping;
    private final Runnable giveUp;
    private boolean heard;
    private boolean asked;
    private Timer timer;

    /**
     * @param interval how long the peer may be silent
     * @param timeout how long it may take to answer
     * @param ping asks it
     * @param giveUp closes the connection
     */
    public Heartbeat(
            NettyConnection connection,
            Duration interval,
            Duration timeout,
            Runnable ping,
            Runnable giveUp) {
        this.connection = connection;
        this.interval = interval;
        this.timeout = timeout;
        this.ping = ping;
        this.giveUp = giveUp;
        this.timer = connection.loop().schedule(this::check, interval);
    }

    /** Something came from the peer. */
    public void heard() {
        heard = true;
        if (asked) {
            asked = false;
            timer.cancel();
            timer = connection.loop().schedule(this::check, interval);
        }
    }

    public void stop() {
        timer.cancel();
    }

    private void check() {
        if (connection.isClosing()) {
            return;
        }
        // While the router does not read, the peer's answer cannot be seen.
        boolean alive = heard || !connection.isReading();
        if (!alive && asked) {
            giveUp.run();
            return;
        }
        asked = !alive;
        if (asked) {
            ping.run();
        }
        heard = false;
        timer = connection.loop().schedule(this::check, asked ? timeout : interval);
    }
}
