package io.patchbay.core.dealer;

import io.patchbay.core.dealer.balance.Balancer;
import io.patchbay.core.dealer.balance.JumpConsistentHash;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import org.jspecify.annotations.Nullable;

/**
 * What {@code CALL.Options} ask for, for all of a progressive call. Immutable.
 *
 * @param progress whether more CALLs of the same request follow
 * @param receivesProgress whether the caller takes results in parts
 * @param disclosesMe whether the callee may know the caller
 * @param timeout in milliseconds; 0 for none, negative if nothing was said
 * @param isPartitioned whether the key chooses the callee, whatever the registration's policy
 * @param key {@code rkey}, or {@code _routing_key}
 * @param custom attributes that go to the callee as they are
 */
record CallOptions(
        boolean progress,
        boolean receivesProgress,
        boolean disclosesMe,
        long timeout,
        boolean isPartitioned,
        @Nullable String key,
        Dict custom) {
    static final CallOptions NONE =
            new CallOptions(false, false, false, -1, false, null, Dict.EMPTY);

    /** {@code runmode: "partition"}. */
    static final Balancer PARTITIONS = new JumpConsistentHash();

    /**
     * @throws InvalidOption if an option has a value that it cannot have
     */
    static CallOptions of(Dict options) {
        if (options.isEmpty()) {
            return NONE;
        }
        var read =
                new CallOptions(
                        options.bool("progress", false),
                        options.bool("receive_progress", false),
                        options.bool("disclose_me", false),
                        timeout(options),
                        isPartitioned(options),
                        key(options),
                        options.custom());
        if (read.isPartitioned) {
            read.routingKey();
        }
        return read;
    }

    private static long timeout(Dict options) {
        long timeout = options.integer("timeout", -1);
        if (timeout < 0 && options.has("timeout")) {
            throw new InvalidOption("timeout", timeout, "milliseconds, or 0 for none");
        }
        return timeout;
    }

    private static boolean isPartitioned(Dict options) {
        String mode = options.string("runmode");
        if (mode != null && !mode.equals("partition")) {
            throw new InvalidOption("runmode", mode, "\"partition\"");
        }
        return mode != null;
    }

    private static @Nullable String key(Dict options) {
        String name = options.has("rkey") ? "rkey" : "_routing_key";
        return switch (options.get(name)) {
            case null -> null;
            case String text -> text;
            case Long number -> number.toString();
            case Object other -> throw new InvalidOption(name, other, "a string or an integer");
        };
    }

    /**
     * The hash of the key, the same in every router.
     *
     * @throws InvalidOption if there is no key
     */
    long routingKey() {
        if (key == null) {
            throw new InvalidOption("rkey", null, "a string or an integer that chooses the callee");
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
