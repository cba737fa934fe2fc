package io.patchbay.api.realm;

import java.util.List;
import java.util.Locale;

/**
 * What the router can do beyond the Basic Profile, named as WELCOME announces it. A realm may be
 * without. Specification: "Feature Announcement".
 */
public enum Feature {
    /** Where there is none, who asks to retain or for what is retained is not refused. */
    EVENT_RETENTION("broker"),
    PATTERN_BASED_SUBSCRIPTION("broker"),
    PUBLISHER_IDENTIFICATION("broker"),
    PUBLISHER_EXCLUSION("broker"),
    SUBSCRIBER_BLACKWHITE_LISTING("broker"),
    CALL_CANCELING("dealer"),
    CALL_TIMEOUT("dealer"),
    CALLER_IDENTIFICATION("dealer"),
    PATTERN_BASED_REGISTRATION("dealer"),
    PROGRESSIVE_CALL_INVOCATIONS("dealer"),
    PROGRESSIVE_CALL_RESULTS("dealer"),
    SHARED_REGISTRATION("dealer"),
    SESSION_META_API("broker", "dealer"),
    REGISTRATION_META_API("dealer"),
    REGISTRATION_REVOCATION("dealer"),
    SUBSCRIPTION_META_API("broker"),
    SUBSCRIPTION_REVOCATION("broker");

    private final List<String> roles;

    Feature(String... roles) {
        this.roles = List.of(roles);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The roles of the router that announce it. */
    public List<String> roles() {
        return roles;
    }
}
