package io.patchbay.bench;

import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is connected to the relay. All connections share one event loop, so this is touched by one
 * thread.
 */
final class RelayPeers {
    private final Map<Integer, Channel> callers = new HashMap<>();
    private final List<Channel> callees = new ArrayList<>();
    private int lastCaller;
    private int turns;

    /** Adds a caller; returns the number to find it by. */
    int addCaller(Channel channel) {
        callers.put(++lastCaller, channel);
        return lastCaller;
    }

    void addCallee(Channel channel) {
        callees.add(channel);
    }

    void remove(int caller, Channel channel) {
        callers.remove(caller);
        callees.remove(channel);
    }

    @Nullable Channel caller(int number) {
        return callers.get(number);
    }

    /** The callees in turn; null if there is none. */
    @Nullable Channel nextCallee() {
        int count = callees.size();
        return count == 0 ? null : callees.get(Math.floorMod(turns++, count));
    }
}
