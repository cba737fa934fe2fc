package io.patchbay.core.dealer;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Feature;
import io.patchbay.core.meta.MetaEvents;
import io.patchbay.core.registry.Registry;
import io.patchbay.core.session.Request;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message.Register;
import io.patchbay.wamp.Message.Registered;
import io.patchbay.wamp.Message.Unregister;
import io.patchbay.wamp.Message.Unregistered;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What is registered in a realm, and by whom. Requests are handled on the loop of their session.
 * Specification: Basic Profile, "Registering and Unregistering"; Advanced Profile, "Pattern-based
 * Registrations" and "Shared Registration".
 */
final class Registrations {
    private final Registry<Registration> registry;

    Registrations(Registry<Registration> registry) {
        this.registry = registry;
    }

    void register(RouterSession session, Register message) {
        var request = Request.of(session, message);
        RegisterOptions options = RegisterOptions.of(message.options());
        if (!request.isValid(message.procedure(), options.match())
                || !request.isUnreserved(message.procedure())
                || !request.isAllowed(Action.REGISTER, message.procedure(), options.match())
                || !mayLearn(message.procedure(), options, request)
                || !hasRoom(session, request)
                || !isAccepted(message.procedure(), options.match(), request)) {
            return;
        }
        var joining = new Joining(session, message.procedure(), options);
        Registration entry =
                Objects.requireNonNull(
                        registry.change(options.match(), message.procedure(), joining::join));
        Callee callee = joining.callee;
        if (callee == null) {
            refuse(request, entry, options.policy());
        } else {
            session.registrations().put(callee.registration().id(), callee);
            session.send(new Registered(message.request(), callee.registration().id()));
        }
    }

    /** Whether callees of that procedure may be told what this one wants to be told. */
    private static boolean mayLearn(Uri procedure, RegisterOptions options, Request request) {
        return (!options.disclosesCaller()
                        || mayLearn(Action.DISCLOSE_CALLER, procedure, options, request))
                && (!options.disclosesSession()
                        || mayLearn(Action.DISCLOSE_SESSION_INFO, procedure, options, request));
    }

    private static boolean mayLearn(
            Action what, Uri procedure, RegisterOptions options, Request request) {
        return request.isAllowed(what, procedure, options.match(), WampError.OPTION_NOT_ALLOWED);
    }

    private static boolean hasRoom(RouterSession session, Request request) {
        int count = session.registrations().size();
        return count < session.limits().registrations()
                || request.refuse(
                        WampError.UNAVAILABLE, "this session holds " + count + " registrations");
    }

    private boolean isAccepted(Uri procedure, MatchPolicy match, Request request) {
        return registry.accepts(match, procedure)
                || request.refuse(
                        WampError.UNAVAILABLE, "the realm has too many kinds of wildcard patterns");
    }

    /** What happens to the registry's entry when a session registers. */
    private static final class Joining {
        final RouterSession session;
        final Uri procedure;
        final RegisterOptions options;
        @Nullable Callee callee;

        Joining(RouterSession session, Uri procedure, RegisterOptions options) {
            this.session = session;
            this.procedure = procedure;
            this.options = options;
        }

        Registration join(@Nullable Registration entry, Registry<Registration>.IdSource ids) {
            Registration target = entry == null ? ids.make(this::registration) : entry;
            if (entry == null || isShared(entry)) {
                callee = target.join(session, options);
                MetaEvents.registered(session, target, entry == null);
            }
            return target;
        }

        private Registration registration(long id) {
            return new Registration(id, procedure, options.match(), options.policy());
        }

        private boolean isShared(Registration entry) {
            return entry.policy() != InvocationPolicy.SINGLE
                    && entry.policy() == options.policy()
                    && session.registrations().get(entry.id()) == null;
        }
    }

    private static void refuse(Request request, Registration entry, InvocationPolicy policy) {
        if (entry.policy() == InvocationPolicy.SINGLE || entry.policy() == policy) {
            request.refuse(
                    WampError.PROCEDURE_ALREADY_EXISTS,
                    "'" + entry.procedure() + "' is registered already");
        } else {
            request.refuse(
                    WampError.INVOCATION_POLICY_CONFLICT,
                    "option 'invoke' is \""
                            + policy.wireName()
                            + "\", others have registered it with \""
                            + entry.policy().wireName()
                            + '"');
        }
    }

    void unregister(RouterSession session, Unregister message) {
        Callee callee = session.registrations().get(message.registration());
        var request = Request.of(session, message);
        if (callee == null) {
            request.refuse(
                    WampError.NO_SUCH_REGISTRATION,
                    "no registration " + message.registration() + " is held by this session");
        } else if (request.isAllowed(
                Action.UNREGISTER,
                callee.registration().procedure(),
                callee.registration().match())) {
            session.registrations().remove(message.registration());
            leave(callee);
            session.send(new Unregistered(message.request(), Dict.EMPTY));
        }
    }

    boolean revoke(RouterSession session, long registration, @Nullable String reason) {
        Callee callee = session.registrations().remove(registration);
        if (callee == null) {
            return false;
        }
        leave(callee);
        if (session.features().losesRegistrations()
                && session.home().offers(Feature.REGISTRATION_REVOCATION)) {
            Dict details = Dict.of("registration", registration);
            session.send(
                    new Unregistered(0, reason == null ? details : details.with("reason", reason)));
        }
        return true;
    }

    /**
     * What a call goes to. What the protocol reserves is not taken over by the pattern of an
     * application.
     */
    @Nullable Registration find(Uri procedure) {
        Registration found = registry.best(procedure);
        return found == null
                        || found.match() == MatchPolicy.EXACT
                        || !procedure.isReserved()
                        || found.procedure().isReserved()
                ? found
                : null;
    }

    /** Ends a session's part in a registration that it has already forgotten. */
    void leave(Callee callee) {
        Registration registration = callee.registration();
        registry.change(
                registration.match(),
                registration.procedure(),
                (entry, ids) -> {
                    registration.leave(callee);
                    MetaEvents.unregistered(callee.session(), registration);
                    if (!registration.isEmpty()) {
                        return registration;
                    }
                    ids.release(registration.id());
                    return null;
                });
    }
}
