package io.patchbay.security.password;

import io.patchbay.json.Json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that have been found right a moment ago, so that whoever shows them again and again
 * does not have to be kept waiting. What is kept is a MAC of the password together with the record
 * that it was checked against, by a key that nobody else has and that does not outlive this object:
 * another record is another password. Any thread.
 */
public final class RecentPasswords {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final SecretKeySpec key;
    private final Map<ByteBuffer, Long> endings = new LinkedHashMap<>();

    /**
     * How much is remembered.
     *
     * @param most how many passwords; 0 for none
     * @param lifetimeS for how many seconds
     */
    public record Bounds(int most, int lifetimeS) {
        public static final Bounds NONE = new Bounds(0, 0);
    }

    public RecentPasswords(Bounds bounds, LongSupplier nanoTime) {
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Whether the record is of that password, as far as that is remembered. */
    boolean has(PasswordRecord record, String password) {
        if (bounds.most() == 0) {
            return false;
        }
        ByteBuffer mac = mac(record, password);
        synchronized (endings) {
            Long end = endings.get(mac);
            return end != null && nanoTime.getAsLong() - end < 0;
        }
    }

    /** The record is of that password. What was added first is forgotten if there is no room. */
    void add(PasswordRecord record, String password) {
        if (bounds.most() == 0) {
            return;
        }
        ByteBuffer mac = mac(record, password);
        long now = nanoTime.getAsLong();
        synchronized (endings) {
            endings.remove(mac);
            Iterator<Long> first = endings.values().iterator();
            while (first.hasNext()
                    && (now - first.next() >= 0 || endings.size() >= bounds.most())) {
                first.remove();
            }
            endings.put(mac, now + bounds.lifetimeS() * 1_000_000_000L);
        }
    }

    int size() {
        synchronized (endings) {
            return endings.size();
        }
    }

    private ByteBuffer mac(PasswordRecord record, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(Json.canonical(record.toMap()));
            mac.update((byte) 0); // which is not in JSON
            return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
