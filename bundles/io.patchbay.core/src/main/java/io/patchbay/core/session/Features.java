package io.patchbay.core.session;

import io.patchbay.wamp.Dict;

/**
 * What a client said it can do ({@code HELLO.Details.roles}), as far as the router asks.
 *
 * @param interruptible whether it takes INTERRUPT as a callee
 */
public record Features(boolean interruptible) {
    public static final Features ALL = new Features(true);
    private static final Features NONE = new Features(false);

    static Features of(Dict roles) {
        boolean interruptible = roles.dict("callee").dict("features").bool("call_canceling", false);
        return interruptible ? ALL : NONE;
    }
}
