package io.patchbay.store;

import io.patchbay.api.store.Store;
import io.patchbay.testkit.StoreContract;

import java.nio.file.Path;
import java.util.Optional;

class DurableStoreTest extends StoreContract {
    @Override
    protected Store open(Path folder) throws Exception {
        return DurableStore.open(settings(folder));
    }

    @Override
    protected void close(Store store) {
        ((DurableStore) store).close();
    }

    static StoreSettings settings(Path folder) {
        return new StoreSettings(
                folder, 4 << 20, 64 << 20, folder.resolve("backup"), Optional.empty());
    }
}
