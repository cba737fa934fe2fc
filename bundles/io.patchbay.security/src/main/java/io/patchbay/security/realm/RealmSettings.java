package io.patchbay.security.realm;

import io.patchbay.api.realm.RealmRules;
import io.patchbay.wamp.Uri;

import java.util.List;

/**
 * A realm as its file describes it.
 *
 * @param authmethods the methods it accepts
 * @param allowConnections whether anybody may join
 * @param secured whether grants are asked at all
 * @param rules how it routes
 * @param sources who may come from where; nobody from anywhere else
 * @param grants who may do what; nothing else is allowed
 */
record RealmSettings(
        Uri uri,
        String description,
        List<String> authmethods,
        boolean allowConnections,
        boolean secured,
        RealmRules rules,
        List<Source> sources,
        List<Grant> grants) {}
