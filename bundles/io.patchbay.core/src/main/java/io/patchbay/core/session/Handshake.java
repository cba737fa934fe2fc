package io.patchbay.core.session;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Admission.Refused;
import io.patchbay.api.realm.Login;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.WampFailure;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.realm.Realm;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Hello;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.ProtocolViolation;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** From HELLO to WELCOME or ABORT, for one client. Client's loop only. */
public final class Handshake {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final Set<String> ROLES = Set.of("publisher", "subscriber", "caller", "callee");

    private final Doorman doorman;
    private final Applicant applicant;
    private final Hello hello;
    private final long id = Ids.random();
    private @Nullable Realm realm;
    private @Nullable Login login;
    private @Nullable Conversation conversation;
    private String method = "";
    private List<String> offered = List.of();
    private boolean challenged;
    private @Nullable Runnable waiting;

    Handshake(Doorman doorman, Applicant applicant, Hello hello) {
        this.doorman = doorman;
        this.applicant = applicant;
        this.hello = hello;
    }

    /**
     * Begins.
     *
     * @throws ProtocolViolation if HELLO is none
     */
    public void start() {
        Dict roles;
        try {
            roles = hello.details().dict("roles");
            Features.of(roles);
            offered = offered();
        } catch (InvalidOption e) {
            throw new ProtocolViolation("HELLO: " + e.getMessage());
        }
        if (roles.asMap().keySet().stream().noneMatch(ROLES::contains)) {
            throw new ProtocolViolation("HELLO announces none of the client roles");
        }
        if (!hello.realm().isValid(UriRule.LOOSE)) {
            applicant.abort(WampError.INVALID_URI, "'" + hello.realm() + "' is not a valid realm");
            return;
        }
        findRealm();
    }

    /** A realm that is not there may still come while the router starts. */
    private void findRealm() {
        boolean known = doorman.knowsRealms();
        Optional<Realm> found = doorman.realm(hello);
        if (found.isPresent()) {
            enter(found.get());
        } else if (known) {
            ask(() -> doorman.request(hello, applicant.info()), isThere -> enterRequested());
        } else {
            waiting = () -> applicant.loop().execute(this::findRealmAgain);
            doorman.whenRealmsAreKnown(waiting);
        }
    }

    private void enterRequested() {
        doorman.realm(hello)
                .ifPresentOrElse(
                        this::enter,
                        () ->
                                applicant.abort(
                                        WampError.NO_SUCH_REALM,
                                        "there is no realm '" + hello.realm() + "'"));
    }

    private void findRealmAgain() {
        proceed(this::findRealm);
    }

    /** The client does not come in. */
    public void abandon() {
        if (waiting != null) {
            doorman.forget(waiting);
        }
    }

    private List<String> offered() {
        hello.details().string("authid");
        hello.details().string("authrole");
        hello.details().strings("x_authroles");
        hello.details().string("agent");
        List<String> methods = hello.details().strings("authmethods");
        return methods.isEmpty() ? List.of("anonymous") : methods;
    }

    private void enter(Realm found) {
        Dict details = hello.details();
        Login attempt = found.guard().login(details.string("authid"), applicant.info());
        realm = found;
        login = attempt;
        Optional<Refused> refusal = attempt.refusal();
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        Optional<Doorman.Method> chosen = choose(attempt);
        if (chosen.isEmpty()) {
            applicant.abort(
                    WampError.NO_MATCHING_AUTH_METHOD,
                    "realm '" + found.uri() + "' accepts none of the offered methods from here");
        } else if (!chosen.get().method().needs().isEmpty() && !details.has("authid")) {
            broken(new InvalidOption("authid", null, "the name of a user"));
        } else {
            begin(chosen.get(), attempt);
        }
    }

    /**
     * The first by which the principal can be authenticated; if there is none, then just the first:
     * that it is refused tells nothing about who there is.
     */
    private Optional<Doorman.Method> choose(Login attempt) {
        Uri uri = hello.realm();
        ConnectionInfo connection = applicant.info();
        List<Doorman.Method> possible =
                offered.stream()
                        .distinct()
                        .filter(attempt::admits)
                        .map(doorman::method)
                        .flatMap(Optional::stream)
                        .filter(each -> each.method().isPossible(uri, connection))
                        .toList();
        return possible.stream()
                .filter(each -> attempt.has(each.name(), each.method().needs()))
                .findFirst()
                .or(() -> possible.stream().findFirst());
    }

    private void begin(Doorman.Method chosen, Login attempt) {
        method = chosen.name();
        ask(
                () -> attempt.principal(method, id, hello.details()),
                principal -> begin(chosen, principal));
    }

    private void begin(Doorman.Method chosen, Principal principal) {
        var request =
                new AuthRequest(hello.realm(), id, hello.details(), applicant.info(), principal);
        ask(
                () -> {
                    Conversation begun = chosen.method().begin(request);
                    conversation = begun;
                    return begun.start();
                },
                this::act);
    }

    /**
     * What the client says to a challenge.
     *
     * @throws ProtocolViolation if there was none
     */
    public void answer(Message.Authenticate answer) {
        Conversation current = conversation;
        if (current == null || !challenged) {
            throw new ProtocolViolation("received AUTHENTICATE without a CHALLENGE");
        }
        challenged = false;
        ask(() -> current.answer(answer.signature(), answer.extra()), this::act);
    }

    /** A method that throws is as good as one whose stage fails. */
    private <T> void ask(Supplier<CompletionStage<T>> question, Consumer<T> then) {
        CompletionStage<T> stage;
        try {
            stage = question.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete(
                (answer, failure) -> {
                    if (applicant.loop().inLoop()) {
                        answered(answer, failure, then);
                    } else {
                        applicant.loop().execute(() -> answered(answer, failure, then));
                    }
                });
    }

    /** What is told about the session as the client said it. */
    private Dict attributes() {
        String agent = hello.details().string("agent");
        return agent == null ? Dict.EMPTY : Dict.of("agent", Wording.of(agent));
    }

    private <T> void answered(@Nullable T answer, @Nullable Throwable failure, Consumer<T> then) {
        proceed(
                () -> {
                    if (answer == null) {
                        broken(failure);
                    } else {
                        then.accept(answer);
                    }
                });
    }

    /** Takes the next step unless the client has gone meanwhile. */
    private void proceed(Runnable step) {
        if (!applicant.isEstablishing(this)) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            applicant.crash(e); // here and not further up: a stage would swallow it
        }
    }

    private void act(AuthOutcome outcome) {
        switch (outcome) {
            case AuthOutcome.Accepted accepted -> enter(accepted.identity());
            case AuthOutcome.Challenge challenge -> {
                challenged = true;
                applicant.challenge(new Message.Challenge(method, challenge.extra()));
            }
            case AuthOutcome.Unproven unproven -> {
                Objects.requireNonNull(login).failed();
                refuse(Admission.UNPROVEN);
            }
        }
    }

    private void enter(Identity proven) {
        switch (Objects.requireNonNull(login).enter(proven, hello.details())) {
            case Admission.Admitted admitted -> admit(admitted.identity());
            case Refused refused -> refuse(refused);
        }
    }

    private void admit(Identity identity) {
        Realm into = Objects.requireNonNull(realm);
        applicant.admit(
                into, id, identity, Features.of(hello.details().dict("roles")), attributes());
        RouterSession joined = into.session(id);
        if (!Objects.requireNonNull(login).entered(identity) && joined != null) {
            joined.shutDown(WampError.KILLED, Dict.of("message", "the user has changed meanwhile"));
        }
    }

    private void refuse(Refused refused) {
        applicant.abort(refused.reason(), refused.message());
    }

    private void broken(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof WampFailure known) {
            applicant.abort(known.error(), "no client can be authenticated at the moment");
        } else if (cause instanceof InvalidOption wrong) {
            applicant.abort(WampError.INVALID_ARGUMENT, String.valueOf(wrong.getMessage()));
        } else {
            LOG.error("Authentication method {} failed", method, cause);
            refuse(Admission.UNPROVEN);
        }
    }
}
