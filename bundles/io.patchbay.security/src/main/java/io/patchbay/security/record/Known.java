package io.patchbay.security.record;

import io.patchbay.wamp.Uri;

import java.util.Map;
import java.util.Optional;

/** What is known already, when something is said about realms. Any thread. */
public interface Known {
    Optional<RealmRecord> realm(Uri uri);

    /** The groups of the realm itself, by name; not those of its prototype. */
    Map<String, GroupRecord> groups(Uri realm);

    /** Whether there is a user of that name. */
    boolean hasUser(Uri realm, String username);

    /** Whose alias that is. */
    Optional<String> alias(Uri realm, String alias);

    /** Nothing at all. */
    Known NOTHING =
            new Known() {
                @Override
                public Optional<RealmRecord> realm(Uri uri) {
                    return Optional.empty();
                }

                @Override
                public Map<String, GroupRecord> groups(Uri realm) {
                    return Map.of();
                }

                @Override
                public boolean hasUser(Uri realm, String username) {
                    return false;
                }

                @Override
                public Optional<String> alias(Uri realm, String alias) {
                    return Optional.empty();
                }
            };
}
