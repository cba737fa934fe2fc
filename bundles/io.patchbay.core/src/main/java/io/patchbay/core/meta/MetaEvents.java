package io.patchbay.core.meta;

import io.patchbay.api.realm.Feature;
import io.patchbay.core.broker.Subscription;
import io.patchbay.core.dealer.Registration;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.function.Supplier;

/**
 * The events by which the router tells what sessions do in their realm. Each is published on the
 * loop of the session that it is about, and costs next to nothing while nobody is subscribed. What
 * happens to an entry of a registry is published while that entry is locked, so that everybody
 * hears of it in the order in which it happened. Specification: Advanced Profile, "Meta API".
 */
public final class MetaEvents {
    private static final Uri ON_JOIN = Uri.of("wamp.session.on_join");
    private static final Uri ON_LEAVE = Uri.of("wamp.session.on_leave");

    private static final Uri ON_CREATE_REGISTRATION = Uri.of("wamp.registration.on_create");
    private static final Uri ON_REGISTER = Uri.of("wamp.registration.on_register");
    private static final Uri ON_UNREGISTER = Uri.of("wamp.registration.on_unregister");
    private static final Uri ON_DELETE_REGISTRATION = Uri.of("wamp.registration.on_delete");
    private static final Uri ON_CREATE_SUBSCRIPTION = Uri.of("wamp.subscription.on_create");
    private static final Uri ON_SUBSCRIBE = Uri.of("wamp.subscription.on_subscribe");
    private static final Uri ON_UNSUBSCRIBE = Uri.of("wamp.subscription.on_unsubscribe");
    private static final Uri ON_DELETE_SUBSCRIPTION = Uri.of("wamp.subscription.on_delete");

    private MetaEvents() {}

    /** Not of the router's own sessions. */
    public static void joined(RouterSession session) {
        if (session.isTrusted()) {
            return;
        }
        publish(
                session,
                Feature.SESSION_META_API,
                ON_JOIN,
                () -> Payload.of(SessionDetails.of(session)));
    }

    /** Not of the router's own sessions. */
    public static void left(RouterSession session) {
        if (session.isTrusted()) {
            return;
        }
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

    /**
     * @param isNew whether there was no such registration before
     */
    public static void registered(RouterSession session, Registration registration, boolean isNew) {
        if (isNew) {
            publish(
                    session,
                    Feature.REGISTRATION_META_API,
                    ON_CREATE_REGISTRATION,
                    () -> Payload.of(session.id(), RegistrationProcedures.details(registration)));
        }
        publish(
                session,
                Feature.REGISTRATION_META_API,
                ON_REGISTER,
                ids(session, registration.id()));
    }

    /** The session has left it, and perhaps nobody is left. */
    public static void unregistered(RouterSession session, Registration registration) {
        Supplier<Payload> ids = ids(session, registration.id());
        publish(session, Feature.REGISTRATION_META_API, ON_UNREGISTER, ids);
        if (registration.callees().isEmpty()) {
            publish(session, Feature.REGISTRATION_META_API, ON_DELETE_REGISTRATION, ids);
        }
    }

    /**
     * @param isNew whether there was no such subscription before
     */
    public static void subscribed(RouterSession session, Subscription subscription, boolean isNew) {
        if (isNew) {
            publish(
                    session,
                    Feature.SUBSCRIPTION_META_API,
                    ON_CREATE_SUBSCRIPTION,
                    () -> Payload.of(session.id(), SubscriptionProcedures.details(subscription)));
        }
        publish(
                session,
                Feature.SUBSCRIPTION_META_API,
                ON_SUBSCRIBE,
                ids(session, subscription.id()));
    }

    /**
     * @param isLast whether nobody is subscribed any more
     */
    public static void unsubscribed(
            RouterSession session, Subscription subscription, boolean isLast) {
        Supplier<Payload> ids = ids(session, subscription.id());
        publish(session, Feature.SUBSCRIPTION_META_API, ON_UNSUBSCRIBE, ids);
        if (isLast) {
            publish(session, Feature.SUBSCRIPTION_META_API, ON_DELETE_SUBSCRIPTION, ids);
        }
    }

    private static Supplier<Payload> ids(RouterSession session, long entry) {
        return () -> Payload.of(session.id(), entry);
    }

    private static void publish(
            RouterSession session, Feature feature, Uri topic, Supplier<Payload> payload) {
        if (session.home().offers(feature)) {
            session.home().broker().publishMeta(session, topic, payload);
        }
    }
}
