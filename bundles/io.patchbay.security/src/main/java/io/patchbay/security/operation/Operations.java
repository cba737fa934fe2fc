package io.patchbay.security.operation;

import io.patchbay.api.store.StoreFailure;
import io.patchbay.security.record.Draft;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.JsonTree;
import io.patchbay.security.record.RealmReader;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.Records;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Does one operation after another: each sees what those before it have done. Those that wait while
 * the store writes share the next commit. Any thread.
 */
public final class Operations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final int WAITING = 10_000;
    private static final int AT_ONCE = 256;

    private final Records records;
    private final List<Happening.Listener> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Task<?>> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Thread thread = new Thread(this::run, "patchbay-security-operations");

    public Operations(Records records) {
        this.records = records;
        thread.setDaemon(true);
        thread.start();
    }

    /** Something to do. */
    @FunctionalInterface
    public interface Operation<T> {
        /**
         * Puts the changes into the draft and what happens by them into the list.
         *
         * @throws Refusal if it cannot be done
         */
        T run(Draft draft, List<Happening> happenings) throws InvalidRecord;
    }

    private static final class Task<T> {
        private final Operation<T> operation;
        private final CompletableFuture<T> done = new CompletableFuture<>();

        Task(Operation<T> operation) {
            this.operation = operation;
        }

        /** Tries it out; what then remains to be done once the changes last. */
        Runnable attempt(Draft all, List<Happening> happenings) {
            var draft = new Draft(all);
            var own = new ArrayList<Happening>();
            try {
                T result = operation.run(draft, own);
                draft.changes().forEach(all::change);
                happenings.addAll(own);
                return () -> done.complete(result);
            } catch (InvalidRecord e) {
                return () -> done.completeExceptionally(Refusal.of(e));
            } catch (RuntimeException e) {
                return () -> done.completeExceptionally(e);
            }
        }
    }

    /**
     * Complete once the changes last and are in force; or failed, with {@link Refusal} if refused.
     */
    public <T> CompletionStage<T> submit(Operation<T> operation) {
        var task = new Task<>(operation);
        if (!waiting.offer(task)) {
            task.done.completeExceptionally(
                    new Refusal(
                            Refusal.TOO_MANY_REQUESTS, WAITING + " operations wait to be done"));
        }
        return task.done.minimalCompletionStage();
    }

    /** Something to do that has no result. */
    @FunctionalInterface
    public interface Change {
        /** Like {@link Operation#run}. */
        void run(Draft draft, List<Happening> happenings) throws InvalidRecord;
    }

    public CompletionStage<Void> perform(Change change) {
        return submit(
                        (draft, happenings) -> {
                            change.run(draft, happenings);
                            return draft;
                        })
                .thenAccept(draft -> {});
    }

    public void listen(Happening.Listener listener) {
        listeners.add(listener);
    }

    private void run() {
        try {
            while (true) {
                var tasks = new ArrayList<Task<?>>();
                tasks.add(waiting.take());
                waiting.drainTo(tasks, AT_ONCE - 1);
                perform(tasks);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void perform(List<Task<?>> tasks) {
        var draft = new Draft(records);
        var happenings = new ArrayList<Happening>();
        var completions = new ArrayList<Runnable>();
        tasks.forEach(task -> completions.add(task.attempt(draft, happenings)));
        try {
            if (!draft.changes().isEmpty()) {
                records.commit(draft.changes()).toCompletableFuture().join();
            }
        } catch (RuntimeException e) {
            if (e.getCause() instanceof StoreFailure failure) {
                LOG.warn("Changes could not be stored: {}", failure.getMessage());
            } else {
                LOG.error("Changes could not be stored", e);
            }
            tasks.forEach(task -> task.done.completeExceptionally(e));
            return;
        }
        happenings.forEach(this::tell);
        completions.forEach(Runnable::run);
    }

    private void tell(Happening happening) {
        for (Happening.Listener listener : listeners) {
            try {
                listener.happened(happening);
            } catch (RuntimeException e) {
                LOG.error("A listener failed on {}", happening.topic(), e);
            }
        }
    }

    public RecordView records() {
        return records;
    }

    /** A realm that there is. */
    static RealmRecord realm(RecordView records, Uri uri) {
        return records.realm(uri)
                .orElseThrow(
                        () -> new Refusal(Refusal.NOT_FOUND, "there is no realm '" + uri + "'"));
    }

    /** What somebody sent. */
    static JsonCursor data(Map<String, Object> data) {
        return JsonCursor.root("data", data);
    }

    /** Reads what somebody sent; what nobody knows is refused. */
    static RealmReader reader(RecordView records, List<JsonCursor> unknown) {
        return new RealmReader(records, unknown::add);
    }

    static void refuse(List<JsonCursor> unknown) throws InvalidRecord {
        if (!unknown.isEmpty()) {
            throw unknown.get(0).badSecret("nothing, as nobody knows it"); // it may be one
        }
    }

    /** What somebody sent without the members that are told but follow from others. */
    static Map<String, Object> without(Map<String, Object> data, Set<String> derived) {
        var rest = new LinkedHashMap<>(data);
        rest.keySet().removeAll(derived);
        return rest;
    }

    /**
     * Refuses members that follow from others unless they are what they are told to be then: what
     * somebody was told may be sent back, and nobody is led to believe that they could be set.
     *
     * @param view what is told once all the rest is done
     */
    static void checkDerived(
            Map<String, Object> data, Set<String> derived, Map<String, Object> view)
            throws InvalidRecord {
        for (String member : derived) {
            if (data.containsKey(member) && !isSame(data.get(member), view.get(member))) {
                throw data(data)
                        .get(member)
                        .bad("\"" + view.get(member) + "\", which follows from other members");
            }
        }
    }

    /** Numbers are the same whatever their type is. */
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return Arrays.equals(
                JsonTree.write(Arrays.asList(one)), JsonTree.write(Arrays.asList(other)));
    }

    /** What is known, with what somebody wants to be otherwise. */
    static JsonCursor merged(Map<String, Object> known, Map<String, Object> data, Set<String> fixed)
            throws InvalidRecord {
        var merged = new LinkedHashMap<String, Object>(known);
        for (var member : data.entrySet()) {
            Object before = known.get(member.getKey());
            if (fixed.contains(member.getKey())
                    && before != null
                    && !before.equals(member.getValue())) {
                throw data(data).get(member.getKey()).bad("\"" + before + "\", which stays");
            }
            merged.put(member.getKey(), member.getValue());
        }
        return data(merged);
    }

    /** What waits is not done any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
