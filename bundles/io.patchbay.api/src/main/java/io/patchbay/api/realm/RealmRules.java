package io.patchbay.api.realm;

import io.patchbay.wamp.UriRule;

import java.util.Set;

/**
 * How a realm routes.
 *
 * @param uriRule which URIs are valid
 * @param without the features that are off
 * @param callerDisclosure when callees are told who calls
 * @param publisherDisclosure when subscribers are told who publishes
 * @param retention how much it retains
 */
public record RealmRules(
        UriRule uriRule,
        Set<Feature> without,
        Disclosure callerDisclosure,
        Disclosure publisherDisclosure,
        Retention retention) {

    public RealmRules {
        without = Set.copyOf(without);
    }
}
