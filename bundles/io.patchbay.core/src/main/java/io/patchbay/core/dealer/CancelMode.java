package io.patchbay.core.dealer;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

/** {@code CANCEL.Options.mode}. Specification: Advanced Profile, "Call Canceling". */
enum CancelMode {
    /** The caller gets its ERROR at once, the callee hears nothing. */
    SKIP("skip"),
    /** The callee is interrupted and the caller gets what the callee answers. */
    KILL("kill"),
    /** The callee is interrupted and the caller gets its ERROR at once. */
    KILL_NO_WAIT("killnowait");

    private final String wireName;

    CancelMode(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static CancelMode of(Dict options) {
        String mode = options.string("mode", KILL_NO_WAIT.wireName);
        for (CancelMode candidate : values()) {
            if (candidate.wireName.equals(mode)) {
                return candidate;
            }
        }
        throw new InvalidOption("mode", mode, "\"skip\", \"kill\" or \"killnowait\"");
    }
}
