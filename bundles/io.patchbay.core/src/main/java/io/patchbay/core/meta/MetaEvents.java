package io.patchbay.core.meta;

import io.patchbay.core.realm.Feature;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.function.Supplier;

/**
 * The events by which the router tells what sessions do in their realm. Each is published on the
 * loop of the session that it is about, and costs next to nothing while nobody is subscribed.
 * Specification: Advanced Profile, "Meta API".
 */
public final class MetaEvents {
    private static final Uri ON_JOIN = Uri.of("wamp.session.on_join");
    private static final Uri ON_LEAVE = Uri.of("wamp.session.on_leave");

    private MetaEvents() {}

    public static void joined(RouterSession session) {
        publish(
                session,
                Feature.SESSION_META_API,
                ON_JOIN,
                () -> Payload.of(SessionDetails.of(session)));
    }

    public static void left(RouterSession session) {
        publish(
                session,
                Feature.SESSION_META_API,
                ON_LEAVE,
                () ->
                        Payload.of(
                                session.id(),
                                session.identity().authid(),
                                session.identity().authrole()));
    }

    private static void publish(
            RouterSession session, Feature feature, Uri topic, Supplier<Payload> payload) {
        if (session.home().offers(feature)) {
            session.home().broker().publishMeta(session, topic, payload);
        }
    }
}
