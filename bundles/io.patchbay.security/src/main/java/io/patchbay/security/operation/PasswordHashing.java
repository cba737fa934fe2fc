package io.patchbay.security.operation;

import io.patchbay.security.record.RealmRecord;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Makes of passwords what is kept of them. Any thread; takes its time, and not that thread's. */
public interface PasswordHashing {
    /** What to keep, the way the realm wants it. */
    CompletionStage<Map<String, Object>> hash(String password, RealmRecord realm);

    /** Whether what is kept is of that password. */
    CompletionStage<Boolean> verify(Map<String, Object> kept, String password);
}
