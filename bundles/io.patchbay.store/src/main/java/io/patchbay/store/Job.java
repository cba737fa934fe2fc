package io.patchbay.store;

import io.patchbay.api.store.StoreFailure;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Something that is done alone, between the commits before it and those after it. */
final class Job<T> implements Work {
    private final Callable<T> action;
    private final CompletableFuture<T> done = new CompletableFuture<>();

    /**
     * @param action a failure of it is one of the store
     */
    Job(Callable<T> action) {
        this.action = action;
    }

    void run() throws Exception {
        done.complete(action.call());
    }

    CompletableFuture<T> done() {
        return done;
    }

    @Override
    public void refuse(StoreFailure failure) {
        done.completeExceptionally(failure);
    }
}
