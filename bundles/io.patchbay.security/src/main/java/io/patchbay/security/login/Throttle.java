package io.patchbay.security.login;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Makes whoever fails again and again wait, longer each time. It remembers only so many: who fails
 * rarely is forgotten first. Any thread.
 */
final class Throttle {
    private static final long FIRST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LONGEST_KEY = 512;
    private static final int MOST_DOUBLINGS = 30;

    /** Half of an IPv6 address is the least that anybody is given. */
    private static final int NETWORK_BYTES = 8;

    private final int free;
    private final long longestNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Failures> remembered;

    /**
     * @param free how often one may fail without having to wait; 0 if nobody ever has to
     * @param longestS how many seconds one waits at most, and how much longer that is remembered
     * @param most how many are remembered
     */
    Throttle(int free, int longestS, int most, LongSupplier nanoTime) {
        this.free = free;
        this.longestNanos = TimeUnit.SECONDS.toNanos(longestS);
        this.nanoTime = nanoTime;
        this.remembered =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                        return size() > most;
                    }
                };
    }

    /** What an address counts as. */
    static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
    }

    /** What a user counts as, whether there is one or not. */
    static String key(String realm, String authid) {
        String key = realm + '\0' + authid.toLowerCase(Locale.ROOT);
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY);
    }

    synchronized boolean mustWait(String key) {
        Failures failures = remembered.get(key);
        return failures != null && failures.until - nanoTime.getAsLong() > 0;
    }

    synchronized void failed(String key) {
        if (free == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        Failures before = remembered.get(key);
        int earlier = before == null || now - before.until > longestNanos ? 0 : before.count;
        int count = earlier + 1;
        remembered.put(key, new Failures(count, now + wait(count)));
    }

    private long wait(int count) {
        if (count < free) {
            return 0;
        }
        return Math.min(longestNanos, FIRST_WAIT_NANOS << Math.min(count - free, MOST_DOUBLINGS));
    }

    synchronized void succeeded(String key) {
        remembered.remove(key);
    }

    synchronized int size() {
        return remembered.size();
    }

    /**
     * @param until when the wait is over
     */
    private record Failures(int count, long until) {}
}
