package io.patchbay.core.meta;

/** A procedure that the router answers itself. */
interface MetaProcedure {
    /**
     * Answers a call, now or in later turns of the caller's loop. On that loop.
     *
     * @throws InvalidArgument if an argument is not what the procedure expects
     */
    void answer(MetaCall call);
}
