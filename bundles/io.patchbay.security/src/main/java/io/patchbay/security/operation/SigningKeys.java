package io.patchbay.security.operation;

import io.patchbay.security.key.KeyRing;
import io.patchbay.security.key.SigningKey;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.wamp.Uri;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What realms sign tickets and tokens with. Any thread; nothing blocks. */
public final class SigningKeys {
    private final Directory directory;
    private final Operations operations;

    public SigningKeys(Directory directory, Operations operations) {
        this.directory = directory;
        this.operations = operations;
    }

    /**
     * The key that a realm signs with, which is made if the realm has none. Fails with {@link
     * Refusal} if there is no such realm.
     */
    public CompletionStage<SigningKey> of(Uri realm) {
        return ring(realm)
                .first()
                .<CompletionStage<SigningKey>>map(CompletableFuture::completedStage)
                .orElseGet(() -> make(realm));
    }

    /** The key of a realm that is known by that name, if there is one. */
    public Optional<SigningKey> find(Uri realm, String kid) {
        return ring(realm).find(kid);
    }

    private KeyRing ring(Uri realm) {
        return directory.guard(realm).map(Guard::keys).orElse(new KeyRing(List.of()));
    }

    private CompletionStage<SigningKey> make(Uri uri) {
        return operations.submit(
                (draft, happenings) -> {
                    RealmRecord realm = withKey(Operations.realm(draft, uri));
                    draft.put(RecordId.realm(uri), realm.json());
                    return KeyRing.of(uri, realm.keys().signing()).first().orElseThrow();
                });
    }

    /** Makes a key for each realm that has none. */
    public void makeMissing() {
        for (Guard guard : directory.guards()) {
            if (!guard.hasKeys()) {
                make(guard.uri());
            }
        }
    }

    /** The realm as it is if it has a key already. */
    static RealmRecord withKey(RealmRecord realm) {
        RealmRecord.Keys keys = realm.keys();
        return keys.signing().isEmpty()
                ? realm.withKeys(
                        new RealmRecord.Keys(List.of(SigningKey.generate()), keys.encryption()))
                : realm;
    }
}
