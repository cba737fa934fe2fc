package io.patchbay.security.dynamic;

import io.patchbay.wamp.Uri;

import org.slf4j.Logger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Logs what is wrong with procedures, of each once in a while. Any thread. */
record Complaints(Logger log, Map<Uri, Long> lastTold) {
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    Complaints(Logger log) {
        this(log, new ConcurrentHashMap<>());
    }

    void tell(Uri realm, Uri procedure, String what) {
        long now = System.nanoTime();
        Long before = lastTold.get(procedure);
        if (before == null || now - before >= PAUSE_NANOS) {
            lastTold.put(procedure, now);
            log.warn("Realm {}: procedure {} {}", realm, procedure, what);
        }
    }
}
