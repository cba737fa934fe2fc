package io.patchbay.security.dynamic;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks procedures what clients may do: arguments the client, the URI, the action and its options;
 * true or false in answer, or a dictionary with {@code allow} and {@code cache}. What they say is
 * remembered for a while. Who cannot be asked allows nothing. Any thread; nothing blocks.
 */
public final class Arbiter {
    private static final Logger LOG = LoggerFactory.getLogger(Arbiter.class);

    /** Longer URIs are not asked about, and nothing is allowed on them. */
    private static final int LONGEST_URI = 1024;

    /** For so long nobody is asked again who could not be asked. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Map<Action, String> ACTIONS =
            new EnumMap<>(
                    Map.of(
                            Action.CALL, "call",
                            Action.PUBLISH, "publish",
                            Action.REGISTER, "register",
                            Action.SUBSCRIBE, "subscribe"));

    private final Procedures procedures;
    private final LongSupplier nanoTime;
    private final Complaints complaints = new Complaints(LOG);
    private final Map<Question, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final Map<Question, Answer> answers;
    private volatile Memory memory;

    /**
     * @param most how many answers are remembered
     * @param lifetimeS for how long, in seconds
     */
    public record Memory(int most, int lifetimeS) {
        public static final Memory USUAL = new Memory(100_000, 60);
    }

    /** What may be asked about a client, whichever of its sessions it is. */
    private record Question(
            Uri realm, Uri procedure, Identity who, Action action, Uri uri, MatchPolicy match) {}

    private record Answer(boolean allows, long until) {}

    public Arbiter(Procedures procedures, Memory memory, LongSupplier nanoTime) {
        this.procedures = procedures;
        this.memory = memory;
        this.nanoTime = nanoTime;
        this.answers =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
                        return size() > Arbiter.this.memory.most();
                    }
                };
    }

    public void memory(Memory changed) {
        memory = changed;
    }

    /** Whether procedures have a say in it at all. */
    public static boolean isAsked(Action action) {
        return ACTIONS.containsKey(action);
    }

    /**
     * Asks, unless the answer is known.
     *
     * @return complete once the answer is known; null if it is
     */
    public @Nullable CompletionStage<Void> ask(
            RealmGuard realm,
            Uri procedure,
            Identity who,
            Action action,
            Uri uri,
            MatchPolicy match) {
        var question = new Question(realm.uri(), procedure, core(who), action, uri, match);
        if (!isAsked(action) || uri.toString().length() > LONGEST_URI || isKnown(question)) {
            return null;
        }
        var fresh = new CompletableFuture<Void>();
        CompletableFuture<Void> before = underWay.putIfAbsent(question, fresh);
        if (before != null) {
            return before;
        }
        call(realm, question)
                .whenComplete(
                        (answer, failure) -> {
                            remember(realm, question, answer, failure);
                            underWay.remove(question);
                            fresh.complete(null);
                        });
        return fresh;
    }

    /** What tells clients apart, without what is told about them. */
    private static Identity core(Identity who) {
        return who.withExtra(Dict.EMPTY);
    }

    private CompletionStage<Payload> call(RealmGuard realm, Question question) {
        Identity who = question.who();
        var client = new LinkedHashMap<String, Object>();
        client.put("realm", question.realm().toString());
        client.put("authid", who.authid());
        client.put("authrole", who.authrole());
        client.put("authmethod", who.authmethod());
        client.put("authprovider", who.authprovider());
        client.put("x_authroles", who.roles());
        Payload payload =
                Payload.of(
                        client,
                        question.uri().toString(),
                        String.valueOf(ACTIONS.get(question.action())),
                        Map.of("match", question.match().wireName()));
        return procedures.call(realm, question.procedure(), payload);
    }

    private void remember(
            RealmGuard realm,
            Question question,
            @Nullable Payload answer,
            @Nullable Throwable failure) {
        Said said = Said.of(answer);
        if (!said.isSensible()) {
            complaints.tell(
                    realm.uri(),
                    question.procedure(),
                    "authorizes nothing: "
                            + (failure == null
                                    ? "it answers neither true nor false"
                                    : Procedures.cause(failure)));
        }
        long until = nanoTime.getAsLong() + said.lifetimeNanos(memory.lifetimeS());
        synchronized (answers) {
            answers.put(question, new Answer(said.allows(), until));
        }
    }

    /**
     * What a procedure has said.
     *
     * @param isForOnce whether it holds for no other message
     */
    private record Said(boolean isSensible, boolean allows, boolean isForOnce) {
        static Said of(@Nullable Payload answer) {
            Object said = answer == null || answer.args().isEmpty() ? null : answer.args().get(0);
            if (said instanceof Boolean allows) {
                return new Said(true, allows, false);
            }
            if (said instanceof Map<?, ?> map && map.get("allow") instanceof Boolean allows) {
                return new Said(true, allows, Boolean.FALSE.equals(map.get("cache")));
            }
            return new Said(false, false, false);
        }

        long lifetimeNanos(int usualS) {
            if (!isSensible) {
                return PAUSE_NANOS;
            }
            return isForOnce ? 0 : TimeUnit.SECONDS.toNanos(usualS);
        }
    }

    private boolean isKnown(Question question) {
        synchronized (answers) {
            Answer answer = answers.get(question);
            return answer != null && answer.until() - nanoTime.getAsLong() > 0;
        }
    }

    /** What was answered the last time; false if nothing is known. */
    public boolean allows(
            RealmGuard realm,
            Uri procedure,
            Identity who,
            Action action,
            Uri uri,
            MatchPolicy match) {
        if (!isAsked(action)) {
            return true;
        }
        var question = new Question(realm.uri(), procedure, core(who), action, uri, match);
        synchronized (answers) {
            Answer answer = answers.get(question);
            return answer != null && answer.allows();
        }
    }
}
