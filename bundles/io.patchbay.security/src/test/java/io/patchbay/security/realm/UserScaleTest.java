package io.patchbay.security.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.store.Change;
import io.patchbay.security.GateKit;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.login.Gate;
import io.patchbay.security.password.PasswordOptions;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.record.JsonTree;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.Records;
import io.patchbay.security.record.UserRecord;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What users cost beside what the store takes for them. {@code distribution/docs/realms.md} says
 * how to ask for more of them.
 */
class UserScaleTest {
    private static final Logger LOG = LoggerFactory.getLogger(UserScaleTest.class);
    private static final int USERS = Integer.getInteger("scale.users", 20_000);
    private static final int LOOKUPS = 20_000;
    private static final Uri REALM = Uri.of("com.example.realm");

    private final MemoryStore store = new MemoryStore();
    private final Records records = new Records(store);
    private final Random random = new Random(1);

    private static String name(int number) {
        return "user%08d".formatted(number);
    }

    /** Puts the realm and its users into the store, each with a password for every method. */
    private int fill() throws Exception {
        Map<String, Object> password;
        try (var passwords = new Passwords(new Passwords.Bounds(1, 1))) {
            password =
                    passwords
                            .hash(
                                    "realm",
                                    "user",
                                    "correct horse",
                                    PasswordOptions.USUAL.withCra(4096))
                            .toMap();
        }
        var realm = RecordId.realm(REALM).put(JsonTree.write(Map.of("uri", REALM.toString())));
        commit(realm);
        int bytes = 0;
        for (int i = 0; i < USERS; i++) {
            var user =
                    new UserRecord(
                            name(i),
                            true,
                            List.of("customers"),
                            List.of(),
                            List.of(),
                            Map.of(),
                            null,
                            password);
            byte[] value = JsonTree.write(user.json());
            bytes = value.length;
            commit(RecordId.user(REALM, name(i)).put(value));
        }
        return bytes;
    }

    private void commit(Change change) {
        records.commit(List.of(change)).toCompletableFuture().join();
    }

    @Test
    void usersAreHeldByTheStoreAloneAndFoundAtOnce() throws Exception {
        int bytes = fill();
        long before = usedHeap();
        long start = System.nanoTime();

        try (var directory =
                new Directory(records, new GateKit(Gate.Failures.USUAL).gate(), nobody())) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            Guard guard = directory.guard(REALM).orElseThrow();
            lookUp(guard);
            long each = lookUp(guard);
            long heap = usedHeap() - before;
            LOG.info(
                    "{} users of {} bytes: {} ms to know the realm, {} ns to find one, {} bytes of"
                            + " heap beside the store's",
                    USERS,
                    bytes,
                    millis,
                    each,
                    heap);
            assertThat(bytes).isLessThan(450);
            assertThat(heap).isLessThan(4 << 20);
            assertThat(guard.account(name(USERS))).isEmpty();
        }
    }

    /** How many nanoseconds one takes. */
    private long lookUp(Guard guard) {
        long start = System.nanoTime();
        for (int i = 0; i < LOOKUPS; i++) {
            String name = name(random.nextInt(USERS));
            assertThat(guard.account(name)).isPresent();
        }
        return (System.nanoTime() - start) / LOOKUPS;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Arbiter nobody() {
        return new Arbiter(
                new Procedures(Procedures.Bounds.USUAL), Arbiter.Memory.USUAL, System::nanoTime);
    }
}
