package io.patchbay.core.realm;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the router can do beyond the Basic Profile, named as WELCOME announces it, and how a client
 * asks for it. A realm may be without.
 */
public enum Feature {
    /** Where there is none, who asks to retain or for what is retained is not refused. */
    EVENT_RETENTION("broker"),
    PATTERN_BASED_SUBSCRIPTION("broker", option(Message.SUBSCRIBE, "match", "exact")),
    PUBLISHER_IDENTIFICATION("broker", option(Message.PUBLISH, "disclose_me", false)),
    PUBLISHER_EXCLUSION("broker", option(Message.PUBLISH, "exclude_me", true)),
    SUBSCRIBER_BLACKWHITE_LISTING(
            "broker",
            option(Message.PUBLISH, "exclude"),
            option(Message.PUBLISH, "exclude_authid"),
            option(Message.PUBLISH, "exclude_authrole"),
            option(Message.PUBLISH, "eligible"),
            option(Message.PUBLISH, "eligible_authid"),
            option(Message.PUBLISH, "eligible_authrole")),
    CALL_CANCELING("dealer", message(Message.CANCEL)),
    CALL_TIMEOUT("dealer", option(Message.CALL, "timeout", 0L)),
    CALLER_IDENTIFICATION(
            "dealer",
            option(Message.CALL, "disclose_me", false),
            option(Message.REGISTER, "disclose_caller", false)),
    PATTERN_BASED_REGISTRATION("dealer", option(Message.REGISTER, "match", "exact")),
    /** Asking for it without that is a violation of the protocol, found by the dealer. */
    PROGRESSIVE_CALL_INVOCATIONS("dealer"),
    PROGRESSIVE_CALL_RESULTS("dealer", option(Message.CALL, "receive_progress", false)),
    SHARED_REGISTRATION("dealer", option(Message.REGISTER, "invoke", "single")),
    SESSION_META_API("broker dealer"),
    REGISTRATION_META_API("dealer"),
    REGISTRATION_REVOCATION("dealer"),
    SUBSCRIPTION_META_API("broker"),
    SUBSCRIPTION_REVOCATION("broker");

    private static final Set<String> ROLES = Set.of("broker", "dealer");

    private final List<String> roles;
    private final List<Use> uses;

    /**
     * @param type the message that asks for the feature
     * @param option the option that does so, or null if the message itself does
     * @param unused the value of the option that asks for nothing
     */
    private record Use(int type, @Nullable String option, Object unused) {
        boolean isMade(int messageType, Dict options) {
            if (type != messageType) {
                return false;
            }
            Object value = option == null ? "" : options.get(option);
            return value != null && !value.equals(unused);
        }
    }

    Feature(String roles, Use... uses) {
        this.roles = List.of(roles.split(" "));
        this.uses = List.of(uses);
    }

    private static Use option(int type, String option, Object unused) {
        return new Use(type, option, unused);
    }

    /** An option that asks for the feature whatever its value is. */
    private static Use option(int type, String option) {
        return new Use(type, option, false);
    }

    private static Use message(int type) {
        return new Use(type, null, false);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a message with these options asks for the feature. */
    boolean isUsedBy(int messageType, Dict options) {
        for (Use use : uses) {
            if (use.isMade(messageType, options)) {
                return true;
            }
        }
        return false;
    }

    /** {@code WELCOME.Details.roles} of a realm that is without some features. */
    static Map<String, Object> announced(Set<Feature> without) {
        var announced = new HashMap<String, Object>();
        for (String role : ROLES) {
            var features = new HashMap<String, Object>();
            for (Feature feature : values()) {
                if (feature.roles.contains(role) && !without.contains(feature)) {
                    features.put(feature.wireName(), true);
                }
            }
            announced.put(role, Map.of("features", features));
        }
        return announced;
    }
}
