package io.patchbay.core.session;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.realm.Realms;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message.Hello;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Decides who may come in, by realm and authentication method. Any thread. */
public final class Doorman {
    private static final BiFunction<Uri, ConnectionInfo, CompletionStage<Boolean>> NONE =
            (realm, client) -> CompletableFuture.completedStage(false);

    private final Realms realms;
    private final String agent;
    private final Map<String, AuthMethod> methods = new ConcurrentHashMap<>();
    private volatile BiFunction<Uri, ConnectionInfo, CompletionStage<Boolean>> requests = NONE;

    public Doorman(Realms realms, String agent) {
        this.realms = realms;
        this.agent = agent;
    }

    public void add(String name, AuthMethod method) {
        methods.put(name, method);
    }

    public void remove(AuthMethod method) {
        methods.values().remove(method);
    }

    Optional<Realm> realm(Hello hello) {
        return realms.find(hello.realm());
    }

    /** Whether a realm that is not found does not exist; until then it may still come. */
    boolean knowsRealms() {
        return realms.areKnown();
    }

    /** Runs a task, on any thread, once the realms are known. */
    void whenRealmsAreKnown(Runnable task) {
        realms.whenKnown(task);
    }

    /** Forgets a task that has not run. */
    void forget(Runnable task) {
        realms.forget(task);
    }

    /** Realms that are not there are asked for like that; null if they cannot be. */
    public void requestRealmsBy(
            @Nullable BiFunction<Uri, ConnectionInfo, CompletionStage<Boolean>> request) {
        requests = request == null ? NONE : request;
    }

    /** A realm that is not there is asked for; whether it is there then. */
    CompletionStage<Boolean> request(Hello hello, ConnectionInfo client) {
        return requests.apply(hello.realm(), client);
    }

    Optional<Method> method(String name) {
        return Optional.ofNullable(methods.get(name)).map(method -> new Method(name, method));
    }

    /** A method, and what the client calls it. */
    record Method(String name, AuthMethod method) {}

    /** Begins nothing yet. */
    public Handshake greet(Applicant applicant, Hello hello) {
        return new Handshake(this, applicant, hello);
    }

    /** {@code WELCOME.Details}: what this router can do, and who the client now is. */
    Dict welcome(RouterSession session) {
        var details = new LinkedHashMap<String, Object>();
        details.put("realm", session.realm().toString());
        details.put("agent", agent);
        details.put("roles", session.home().announcedRoles());
        details.put("authid", session.identity().authid());
        details.put("authrole", session.identity().authrole());
        details.put("authmethod", session.identity().authmethod());
        details.put("authprovider", session.identity().authprovider());
        if (!session.identity().authextra().isEmpty()) {
            details.put("authextra", session.identity().authextra().asMap());
        }
        return Dict.of(details);
    }
}
