package io.patchbay.core.realm;

import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import java.util.List;
import java.util.Set;

/**
 * A realm as its file describes it.
 *
 * @param authmethods the methods it accepts
 * @param allowConnections whether anybody may join
 * @param secured whether grants are asked at all
 * @param without the features that are off
 * @param callerDisclosure when callees are told who calls
 * @param publisherDisclosure when subscribers are told who publishes
 * @param retention how much it retains
 * @param sources who may come from where; nobody from anywhere else
 * @param grants who may do what; nothing else is allowed
 */
record RealmSettings(
        Uri uri,
        String description,
        List<String> authmethods,
        boolean allowConnections,
        boolean secured,
        UriRule uriRule,
        Set<Feature> without,
        Disclosure callerDisclosure,
        Disclosure publisherDisclosure,
        Retention retention,
        List<Source> sources,
        List<Grant> grants) {}
