package io.patchbay.core.realm;

import static io.patchbay.api.realm.Feature.CALLER_IDENTIFICATION;
import static io.patchbay.api.realm.Feature.CALL_CANCELING;
import static io.patchbay.api.realm.Feature.CALL_TIMEOUT;
import static io.patchbay.api.realm.Feature.PATTERN_BASED_REGISTRATION;
import static io.patchbay.api.realm.Feature.PATTERN_BASED_SUBSCRIPTION;
import static io.patchbay.api.realm.Feature.PROGRESSIVE_CALL_RESULTS;
import static io.patchbay.api.realm.Feature.PUBLISHER_EXCLUSION;
import static io.patchbay.api.realm.Feature.PUBLISHER_IDENTIFICATION;
import static io.patchbay.api.realm.Feature.SHARED_REGISTRATION;
import static io.patchbay.api.realm.Feature.SUBSCRIBER_BLACKWHITE_LISTING;

import io.patchbay.api.realm.Feature;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A way in which a client asks for a feature. Asking for progressive invocations where there are
 * none is a violation of the protocol, found by the dealer.
 *
 * @param type the message that asks for the feature
 * @param option the option that does so, or null if the message itself does
 * @param unused the value of the option that asks for nothing
 */
record FeatureUse(Feature feature, int type, @Nullable String option, Object unused) {
    private static final List<FeatureUse> ALL =
            List.of(
                    option(PATTERN_BASED_SUBSCRIPTION, Message.SUBSCRIBE, "match", "exact"),
                    option(PUBLISHER_IDENTIFICATION, Message.PUBLISH, "disclose_me", false),
                    option(PUBLISHER_EXCLUSION, Message.PUBLISH, "exclude_me", true),
                    list("exclude"),
                    list("exclude_authid"),
                    list("exclude_authrole"),
                    list("eligible"),
                    list("eligible_authid"),
                    list("eligible_authrole"),
                    new FeatureUse(CALL_CANCELING, Message.CANCEL, null, false),
                    option(CALL_TIMEOUT, Message.CALL, "timeout", 0L),
                    option(CALLER_IDENTIFICATION, Message.CALL, "disclose_me", false),
                    option(CALLER_IDENTIFICATION, Message.REGISTER, "disclose_caller", false),
                    option(PATTERN_BASED_REGISTRATION, Message.REGISTER, "match", "exact"),
                    option(PROGRESSIVE_CALL_RESULTS, Message.CALL, "receive_progress", false),
                    option(SHARED_REGISTRATION, Message.REGISTER, "invoke", "single"));

    private static final List<String> ROLES = List.of("broker", "dealer");

    private static FeatureUse option(Feature feature, int type, String option, Object unused) {
        return new FeatureUse(feature, type, option, unused);
    }

    /** An option that asks for the feature whatever its value is. */
    private static FeatureUse list(String option) {
        return option(SUBSCRIBER_BLACKWHITE_LISTING, Message.PUBLISH, option, false);
    }

    /** One of the features that a message with these options asks for, or null. */
    static @Nullable Feature asked(Set<Feature> features, int messageType, Dict options) {
        for (FeatureUse use : ALL) {
            if (use.type == messageType && features.contains(use.feature) && use.isMade(options)) {
                return use.feature;
            }
        }
        return null;
    }

    private boolean isMade(Dict options) {
        Object value = option == null ? "" : options.get(option);
        return value != null && !value.equals(unused);
    }

    /** {@code WELCOME.Details.roles} of a realm that is without some features. */
    static Map<String, Object> announced(Set<Feature> without) {
        var announced = new HashMap<String, Object>();
        for (String role : ROLES) {
            var features = new HashMap<String, Object>();
            for (Feature feature : Feature.values()) {
                if (feature.roles().contains(role) && !without.contains(feature)) {
                    features.put(feature.wireName(), true);
                }
            }
            announced.put(role, Map.of("features", features));
        }
        return announced;
    }
}
