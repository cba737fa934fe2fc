package io.patchbay.api.management;

import io.patchbay.wamp.Payload;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A procedure by which something is managed. Who may call it is decided, and its arguments are
 * counted, before the handler learns of the call.
 *
 * @param name its URI without the prefix {@code bondy.}
 * @param required the names of its positional arguments
 * @param optional the names of those that may follow
 */
public record ManagementProcedure(
        String name, Scope scope, List<String> required, List<String> optional, Handler handler) {

    /** What a procedure is about, which decides who may call it beside the grants of the realm. */
    public enum Scope {
        /** The session that calls. Anybody may, anonymous clients too. */
        SESSION,
        /**
         * One realm: that of the session that calls, or another that is named by one more argument
         * before the others, which only sessions of the master realm may do. Anonymous clients may
         * not.
         */
        REALM,
        /** The whole router. Only sessions of the master realm may, and not anonymous ones. */
        MASTER
    }

    /** Answers calls. */
    @ConsumerType
    @FunctionalInterface
    public interface Handler {
        /**
         * Called on a thread of the management API, for one call after another: it may look things
         * up there, but does not wait. A {@link io.patchbay.api.session.WampFailure}, thrown or of
         * the stage, is the answer; see {@link ManagementError}. Whatever else fails is logged, and
         * the caller learns no more than that it failed.
         */
        CompletionStage<Payload> answer(ManagementCall call);
    }

    public ManagementProcedure {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    public static ManagementProcedure ofSession(String name, Handler handler, String... required) {
        return of(name, Scope.SESSION, handler, required);
    }

    public static ManagementProcedure inRealm(String name, Handler handler, String... required) {
        return of(name, Scope.REALM, handler, required);
    }

    public static ManagementProcedure onMaster(String name, Handler handler, String... required) {
        return of(name, Scope.MASTER, handler, required);
    }

    private static ManagementProcedure of(
            String name, Scope scope, Handler handler, String... required) {
        return new ManagementProcedure(name, scope, List.of(required), List.of(), handler);
    }

    /** The same with arguments that may be left out. */
    public ManagementProcedure optionally(String... arguments) {
        return new ManagementProcedure(name, scope, required, List.of(arguments), handler);
    }
}
