package io.patchbay.core.broker;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

/**
 * What {@code PUBLISH.Options} ask for. Immutable.
 *
 * @param acknowledge whether the publisher wants an answer
 * @param excludesMe whether the publisher itself is left out
 * @param audience who else is
 * @param custom attributes that go to the subscribers as they are
 */
record PublishOptions(boolean acknowledge, boolean excludesMe, Audience audience, Dict custom) {
    static final PublishOptions NONE =
            new PublishOptions(false, true, Audience.EVERYBODY, Dict.EMPTY);

    /**
     * @throws InvalidOption if an option has a value that it cannot have
     */
    static PublishOptions of(Dict options) {
        return options.isEmpty()
                ? NONE
                : new PublishOptions(
                        options.bool("acknowledge", false),
                        options.bool("exclude_me", true),
                        Audience.of(options),
                        options.custom());
    }
}
