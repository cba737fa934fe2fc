package io.patchbay.security.record;

import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.realm.Feature;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Retention;
import io.patchbay.wamp.UriRule;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a realm routes, as JSON. */
final class RoutingRules {
    private static final Map<String, Feature> FEATURES =
            Stream.of(Feature.values())
                    .collect(Collectors.toUnmodifiableMap(Feature::wireName, feature -> feature));

    private RoutingRules() {}

    static RealmRules read(JsonCursor realm) throws InvalidRecord {
        return new RealmRules(
                rule(realm.get("uri_rule")),
                features(realm.get("features_off")),
                disclosure(realm.get("caller_disclosure")),
                disclosure(realm.get("publisher_disclosure")),
                realm.has("retention") ? retention(realm.get("retention")) : Retention.USUAL);
    }

    private static UriRule rule(JsonCursor cursor) throws InvalidRecord {
        return switch (cursor.text("loose")) {
            case "loose" -> UriRule.LOOSE;
            case "strict" -> UriRule.STRICT;
            default -> throw cursor.bad("\"loose\" or \"strict\"");
        };
    }

    private static Set<Feature> features(JsonCursor list) throws InvalidRecord {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (JsonCursor item : list.optionalItems("an array of features")) {
            Feature feature = FEATURES.get(item.text());
            if (feature == null) {
                throw item.bad("a feature, one of " + new TreeSet<>(FEATURES.keySet()));
            }
            features.add(feature);
        }
        return features;
    }

    private static Disclosure disclosure(JsonCursor cursor) throws InvalidRecord {
        return switch (cursor.text("on_request")) {
            case "on_request" -> Disclosure.ON_REQUEST;
            case "always" -> Disclosure.ALWAYS;
            case "never" -> Disclosure.NEVER;
            default -> throw cursor.bad("\"on_request\", \"always\" or \"never\"");
        };
    }

    private static Retention retention(JsonCursor cursor) throws InvalidRecord {
        Retention usual = Retention.USUAL;
        return new Retention(
                cursor.get("events_max").number(usual.events()),
                cursor.get("bytes_max").number(usual.bytes()),
                cursor.get("event_bytes_max").number(usual.eventBytes()));
    }

    static void write(RealmRules rules, Map<String, Object> json) {
        Retention retention = rules.retention();
        json.put("uri_rule", lowerCase(rules.uriRule()));
        json.put("features_off", rules.without().stream().map(Feature::wireName).sorted().toList());
        json.put("caller_disclosure", lowerCase(rules.callerDisclosure()));
        json.put("publisher_disclosure", lowerCase(rules.publisherDisclosure()));
        json.put(
                "retention",
                Map.of(
                        "events_max", retention.events(),
                        "bytes_max", retention.bytes(),
                        "event_bytes_max", retention.eventBytes()));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
