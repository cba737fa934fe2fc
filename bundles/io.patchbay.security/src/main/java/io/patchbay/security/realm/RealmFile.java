package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.realm.Feature;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Retention;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the static realm file: a JSON array of realm objects. */
final class RealmFile {
    private static final Logger LOG = LoggerFactory.getLogger(RealmFile.class);
    private static final Set<String> KEYS =
            Set.of(
                    "uri",
                    "description",
                    "authmethods",
                    "allow_connections",
                    "security_enabled",
                    "uri_rule",
                    "features_off",
                    "caller_disclosure",
                    "publisher_disclosure",
                    "retention",
                    "sources",
                    "grants");
    private static final Map<String, Action> PERMISSIONS =
            Stream.of(Action.values())
                    .collect(Collectors.toUnmodifiableMap(Action::permission, action -> action));
    private static final Map<String, Feature> FEATURES =
            Stream.of(Feature.values())
                    .collect(Collectors.toUnmodifiableMap(Feature::wireName, feature -> feature));
    private static final List<String> AUTHMETHODS =
            List.of("anonymous", "password", "oauth2", "wampcra", "ticket");

    private final Path file;

    RealmFile(Path file) {
        this.file = file;
    }

    List<RealmSettings> read() throws RealmFileException {
        var root = new JsonCursor(file, "", JsonTree.read(file));
        var realms = new ArrayList<RealmSettings>();
        Set<Uri> seen = new HashSet<>();
        for (JsonCursor item : root.items("an array of realms")) {
            RealmSettings settings = realm(item);
            if (!seen.add(settings.uri())) {
                throw item.get("uri").bad("a realm that is not in the file twice");
            }
            realms.add(settings);
        }
        return realms;
    }

    private RealmSettings realm(JsonCursor realm) throws RealmFileException {
        for (String key : realm.keys()) {
            if (!KEYS.contains(key)) {
                LOG.warn("{}: {} has no effect in this version", file, realm.get(key).pointer());
            }
        }
        return new RealmSettings(
                uri(realm.get("uri")),
                realm.get("description").text(""),
                realm.get("authmethods").texts(AUTHMETHODS),
                realm.get("allow_connections").bool(true),
                realm.get("security_enabled").bool(true),
                rules(realm),
                sources(realm.get("sources")),
                grants(realm.get("grants")));
    }

    private static RealmRules rules(JsonCursor realm) throws RealmFileException {
        return new RealmRules(
                rule(realm.get("uri_rule")),
                features(realm.get("features_off")),
                disclosure(realm.get("caller_disclosure")),
                disclosure(realm.get("publisher_disclosure")),
                realm.has("retention") ? retention(realm.get("retention")) : Retention.USUAL);
    }

    private static Uri uri(JsonCursor cursor) throws RealmFileException {
        Uri uri = Uri.of(cursor.text());
        if (!uri.isValid(UriRule.LOOSE)) {
            throw cursor.bad("a URI, say \"com.example.realm\"");
        }
        return uri;
    }

    private static UriRule rule(JsonCursor cursor) throws RealmFileException {
        return switch (cursor.text("loose")) {
            case "loose" -> UriRule.LOOSE;
            case "strict" -> UriRule.STRICT;
            default -> throw cursor.bad("\"loose\" or \"strict\"");
        };
    }

    private static Set<Feature> features(JsonCursor list) throws RealmFileException {
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

    private static Disclosure disclosure(JsonCursor cursor) throws RealmFileException {
        return switch (cursor.text("on_request")) {
            case "on_request" -> Disclosure.ON_REQUEST;
            case "always" -> Disclosure.ALWAYS;
            case "never" -> Disclosure.NEVER;
            default -> throw cursor.bad("\"on_request\", \"always\" or \"never\"");
        };
    }

    private static Retention retention(JsonCursor cursor) throws RealmFileException {
        Retention usual = Retention.USUAL;
        return new Retention(
                cursor.get("events_max").number(usual.events()),
                cursor.get("bytes_max").number(usual.bytes()),
                cursor.get("event_bytes_max").number(usual.eventBytes()));
    }

    private static List<Source> sources(JsonCursor list) throws RealmFileException {
        var sources = new ArrayList<Source>();
        for (JsonCursor item : list.optionalItems("an array of sources")) {
            sources.add(
                    new Source(
                            item.get("usernames").textOrTexts(),
                            item.get("authmethod").text(),
                            cidr(item.get("cidr"))));
        }
        return sources;
    }

    private static Cidr cidr(JsonCursor cursor) throws RealmFileException {
        try {
            return Cidr.parse(cursor.text());
        } catch (IllegalArgumentException e) {
            throw cursor.bad("an address range, say \"127.0.0.0/8\" or \"::1/128\"");
        }
    }

    private static List<Grant> grants(JsonCursor list) throws RealmFileException {
        var grants = new ArrayList<Grant>();
        for (JsonCursor item : list.optionalItems("an array of grants")) {
            List<String> roles = item.get("roles").textOrTexts();
            int actions = actions(item.get("permissions"));
            for (JsonCursor resource : resources(item)) {
                grants.add(grant(roles, actions, resource));
            }
        }
        return grants;
    }

    private static List<JsonCursor> resources(JsonCursor grant) throws RealmFileException {
        return grant.has("resources")
                ? grant.get("resources").items("an array of {uri, match}")
                : List.of(grant);
    }

    private static int actions(JsonCursor list) throws RealmFileException {
        int actions = 0;
        for (JsonCursor item : list.items("an array of permissions")) {
            Action action = PERMISSIONS.get(item.text());
            if (action != null) {
                actions |= 1 << action.ordinal();
            } else if (!Uri.of(item.text()).isValid(UriRule.LOOSE)) {
                throw item.bad("a permission, one of " + PERMISSIONS.keySet());
            }
        }
        return actions;
    }

    private static Grant grant(List<String> roles, int actions, JsonCursor resource)
            throws RealmFileException {
        String text = resource.get("uri").text();
        boolean everything = text.isEmpty() || text.equals("*") || text.equals("any");
        Uri uri = everything ? Uri.of("") : Uri.of(text);
        if (!everything && !uri.isValidPattern(UriRule.LOOSE)) {
            throw resource.get("uri").bad("a URI or a pattern");
        }
        return new Grant(roles, actions, uri, match(resource.get("match"), uri));
    }

    private static MatchPolicy match(JsonCursor cursor, Uri uri) throws RealmFileException {
        if (uri.toString().isEmpty()) {
            return MatchPolicy.PREFIX;
        }
        return switch (cursor.text(derived(uri))) {
            case "exact" -> MatchPolicy.EXACT;
            case "prefix" -> MatchPolicy.PREFIX;
            case "wildcard" -> MatchPolicy.WILDCARD;
            default -> throw cursor.bad("\"exact\", \"prefix\" or \"wildcard\"");
        };
    }

    private static String derived(Uri uri) {
        String text = uri.toString();
        if (text.endsWith(".")) {
            return "prefix";
        }
        return text.contains("..") || text.startsWith(".") ? "wildcard" : "exact";
    }
}
