package io.patchbay.store;

import io.patchbay.api.store.StoreFailure;

/** Something for the store's thread to do. */
sealed interface Work permits Commit, Job {
    /** It is not done, and why; at most once, and never after it was done. */
    void refuse(StoreFailure failure);
}
