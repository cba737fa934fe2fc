package io.patchbay.core.broker;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import java.time.Duration;

/**
 * What {@code PUBLISH.Options} ask for. Immutable.
 *
 * @param acknowledge whether the publisher wants an answer
 * @param excludesMe whether the publisher itself is left out
 * @param disclosesMe whether subscribers may know the publisher
 * @param audience who else is left out
 * @param retain whether later subscribers may get the event
 * @param lifetime how long, in nanoseconds; 0 for ever
 * @param custom attributes that go to the subscribers as they are
 */
record PublishOptions(
        boolean acknowledge,
        boolean excludesMe,
        boolean disclosesMe,
        Audience audience,
        boolean retain,
        long lifetime,
        Dict custom) {
    private static final String LIFETIME = "_retained_ttl";

    static final PublishOptions NONE =
            new PublishOptions(false, true, false, Audience.EVERYBODY, false, 0, Dict.EMPTY);

    /**
     * @throws InvalidOption if an option has a value that it cannot have
     */
    static PublishOptions of(Dict options) {
        return options.isEmpty()
                ? NONE
                : new PublishOptions(
                        options.bool("acknowledge", false),
                        options.bool("exclude_me", true),
                        options.bool("disclose_me", false),
                        Audience.of(options),
                        options.bool("retain", false),
                        lifetime(options),
                        options.custom().without(LIFETIME));
    }

    private static long lifetime(Dict options) {
        long seconds = options.integer(LIFETIME, 0);
        if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            throw new InvalidOption(
                    LIFETIME, seconds, "seconds up to " + Integer.MAX_VALUE + ", or 0 for ever");
        }
        return Duration.ofSeconds(seconds).toNanos();
    }
}
