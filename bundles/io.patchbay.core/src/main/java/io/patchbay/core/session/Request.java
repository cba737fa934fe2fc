package io.patchbay.core.session;

import io.patchbay.api.access.Action;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

/** A client's request under examination: each check that fails answers it with ERROR. */
public final class Request {
    private final RouterSession session;
    private final int type;
    private final long id;
    private final boolean silent;

    private Request(RouterSession session, int type, long id, boolean silent) {
        this.session = session;
        this.type = type;
        this.id = id;
        this.silent = silent;
    }

    public static Request of(RouterSession session, Message.Request message) {
        return new Request(session, message.type(), message.request(), false);
    }

    public static Request of(RouterSession session, Message.Cancel message) {
        return new Request(session, message.type(), message.request(), false);
    }

    /** A request whose sender does not want an answer, not even a refusal. */
    public static Request silent(RouterSession session, Message.Request message) {
        return new Request(session, message.type(), message.request(), true);
    }

    public boolean isValid(Uri uri) {
        return uri.isValid(session.home().uriRule())
                || refuse(WampError.INVALID_URI, "'" + uri + "' is not a valid URI");
    }

    /** Whether the URI may be subscribed to or registered under the policy. */
    public boolean isValid(Uri uri, MatchPolicy match) {
        return match == MatchPolicy.EXACT
                ? isValid(uri)
                : uri.isValidPattern(session.home().uriRule())
                        || refuse(
                                WampError.INVALID_URI,
                                "'" + uri + "' is not a valid " + match.wireName() + " pattern");
    }

    /** Whether an application may use the URI as its own. */
    public boolean isUnreserved(Uri uri) {
        return !uri.isReserved()
                || session.isTrusted()
                || refuse(WampError.INVALID_URI, "'" + uri + "' is reserved");
    }

    public boolean isAllowed(Action action, Uri uri) {
        return isAllowed(action, uri, MatchPolicy.EXACT);
    }

    /** Whether that is allowed on all that the pattern matches. */
    public boolean isAllowed(Action action, Uri uri, MatchPolicy match) {
        return isAllowed(action, uri, match, WampError.NOT_AUTHORIZED);
    }

    /**
     * Whether that is allowed on all that the pattern matches.
     *
     * @param denied what it is answered with if not
     */
    public boolean isAllowed(Action action, Uri uri, MatchPolicy match, Uri denied) {
        return switch (session.authorize(action, uri, match)) {
            case ALLOW -> true;
            case DENY -> refuse(denied, action.permission() + " on '" + uri + "' is not granted");
            case FAILED ->
                    refuse(
                            WampError.AUTHORIZATION_FAILED,
                            action.permission() + " on '" + uri + "' could not be checked");
        };
    }

    /** Answers with ERROR; always false. */
    public boolean refuse(Uri error, String text) {
        session.counters().refused(error);
        if (silent) {
            session.counters().publishesRefused.increment();
        } else {
            session.send(
                    new Message.Error(type, id, Dict.EMPTY, error, Payload.of(Wording.of(text))));
        }
        return false;
    }
}
