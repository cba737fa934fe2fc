package io.patchbay.transport.websocket;

import io.patchbay.api.transport.Loop.Timer;

import java.time.Duration;

/** Sends a ping to a peer that is silent, and gives up one that stays so. On the loop. */
final class Heartbeat {
    private final WebSocketConnection connection;
    private final Duration interval;
    private final Duration timeout;
    private boolean heard;
    private boolean asked;
    private Timer timer;

    Heartbeat(WebSocketConnection connection, WebSocketSettings settings) {
        this.connection = connection;
        this.interval = settings.pingInterval();
        this.timeout = settings.pingTimeout();
        this.timer = connection.loop().schedule(this::check, interval);
    }

    /** Something came from the peer. */
    void heard() {
        heard = true;
        if (asked) {
            asked = false;
            timer.cancel();
            timer = connection.loop().schedule(this::check, interval);
        }
    }

    void stop() {
        timer.cancel();
    }

    private void check() {
        if (connection.isClosing()) {
            return;
        }
        // While the router does not read, the peer's answer cannot be seen.
        boolean alive = heard || !connection.isReading();
        if (!alive && asked) {
            connection.giveUp();
            return;
        }
        asked = !alive;
        if (asked) {
            connection.ping();
        }
        heard = false;
        timer = connection.loop().schedule(this::check, asked ? timeout : interval);
    }
}
