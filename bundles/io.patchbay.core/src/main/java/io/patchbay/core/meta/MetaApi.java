package io.patchbay.core.meta;

import io.patchbay.api.realm.Feature;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.session.Request;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The procedures of one realm that the router answers itself. They are called, and their calls are
 * authorized, like any other. Specification: Advanced Profile, "Meta API". Any thread.
 */
public final class MetaApi {
    /** Arguments are decoded, which takes many times the memory. */
    private static final int ARGUMENTS_BYTES = 64 << 10;

    private final Realm realm;
    private final Map<Uri, Entry> procedures = new HashMap<>();

    private record Entry(Feature feature, MetaProcedure procedure) {}

    public MetaApi(Realm realm) {
        this.realm = realm;
        add(Feature.SESSION_META_API, "wamp.session.", new SessionProcedures(realm).byName());
        add(
                Feature.REGISTRATION_META_API,
                "wamp.registration.",
                new RegistrationProcedures(realm).byName());
        add(
                Feature.SUBSCRIPTION_META_API,
                "wamp.subscription.",
                new SubscriptionProcedures(realm).byName());
    }

    private void add(Feature feature, String prefix, Map<String, MetaProcedure> byName) {
        byName.forEach(
                (name, procedure) ->
                        procedures.put(Uri.of(prefix + name), new Entry(feature, procedure)));
    }

    /**
     * Answers a call, if it is one of these procedures that is called. On the caller's loop.
     *
     * @return whether it is
     */
    public boolean answer(RouterSession caller, Request request, Message.Call message) {
        MetaProcedure procedure = find(message.procedure());
        if (procedure == null) {
            return false;
        }
        if (message.payload().length() > ARGUMENTS_BYTES) {
            request.refuse(
                    WampError.PAYLOAD_SIZE_EXCEEDED,
                    "the arguments are larger than " + ARGUMENTS_BYTES + " bytes");
            return true;
        }
        try {
            procedure.answer(new MetaCall(caller, request, message));
        } catch (InvalidArgument e) {
            request.refuse(e.error(), String.valueOf(e.getMessage()));
        }
        return true;
    }

    private @Nullable MetaProcedure find(Uri uri) {
        Entry entry = uri.isReserved() ? procedures.get(uri) : null;
        return entry != null && realm.offers(entry.feature) ? entry.procedure : null;
    }
}
