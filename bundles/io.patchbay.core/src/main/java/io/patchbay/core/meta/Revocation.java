package io.patchbay.core.meta;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

/** Takes a registration or a subscription from a session, as another one asks. */
final class Revocation {
    private static final int LONGEST = 1000;

    private final Revoker revoker;
    private final String noun;
    private final Uri noSuchEntry;

    /** Takes it away, on the session's loop, and says whether it was there. */
    interface Revoker {
        boolean revoke(RouterSession session, long entry, @Nullable String reason);
    }

    /**
     * @param noun what is taken
     * @param noSuchEntry the error where it is not there
     */
    Revocation(Revoker revoker, String noun, Uri noSuchEntry) {
        this.revoker = revoker;
        this.noun = noun;
        this.noSuchEntry = noSuchEntry;
    }

    void answer(MetaCall call) {
        long entry = call.id(0, noun);
        long id = call.id(1, "session");
        String reason = call.string("reason", LONGEST);
        RouterSession session = call.caller().home().session(id);
        if (session == null) {
            call.refuse(WampError.NO_SUCH_SESSION, "there is no session " + id);
        } else if (session.isTrusted()) {
            call.refuse(WampError.NOT_AUTHORIZED, "this is a session of the router itself");
        } else {
            revoke(call, session, entry, reason);
        }
    }

    private void revoke(MetaCall call, RouterSession session, long entry, @Nullable String reason) {
        Runnable resume = call.caller().suspend();
        session.state()
                .loop()
                .execute(
                        () -> {
                            boolean isRevoked = revoker.revoke(session, entry, reason);
                            call.caller()
                                    .state()
                                    .loop()
                                    .execute(
                                            () -> {
                                                resume.run();
                                                answer(call, isRevoked, entry);
                                            });
                        });
    }

    private void answer(MetaCall call, boolean isRevoked, long entry) {
        if (isRevoked) {
            call.answer();
        } else {
            call.refuse(noSuchEntry, "the session does not hold " + noun + " " + entry);
        }
    }
}
