package io.patchbay.security.record;

import io.patchbay.api.access.Action;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody may or, if it denies, may not do.
 *
 * @param role who, as {@link Role} has it
 * @param denies whether it takes the permissions, against all grants that give them
 * @param permissions those of {@link Action}, and others
 */
public record GrantRecord(
        String role, boolean denies, SortedSet<String> permissions, Uri uri, MatchPolicy match) {
    private static final Set<String> NAMES =
            Set.of(
                    "roles",
                    "permissions",
                    "uri",
                    "match",
                    "resource",
                    "resources",
                    "effect",
                    "meta");
    private static final Set<String> RESOURCE_NAMES = Set.of("uri", "match");
    private static final int LONGEST_URI = 400;
    private static final List<String> PERMISSIONS =
            Stream.concat(
                            Stream.of(Action.values()).map(Action::permission),
                            Stream.of("bondy.authenticate"))
                    .sorted()
                    .toList();
    private static final Map<String, Action> ACTIONS =
            Stream.of(Action.values())
                    .collect(Collectors.toUnmodifiableMap(Action::permission, action -> action));

    /** Tells whom an operator means by the name of a role. */
    @FunctionalInterface
    public interface RoleNames {
        /** As {@link Role} has it. */
        String role(JsonCursor name) throws InvalidRecord;
    }

    public static Set<String> names() {
        return NAMES;
    }

    public static Set<String> resourceNames() {
        return RESOURCE_NAMES;
    }

    /** Reads what an operator wrote: a grant for each role and resource. */
    public static List<GrantRecord> read(JsonCursor grant, RoleNames roles) throws InvalidRecord {
        var grants = new ArrayList<GrantRecord>();
        boolean denies = denies(grant.get("effect"));
        for (JsonCursor name : grant.get("roles").oneOrMore()) {
            String role = roles.role(name);
            SortedSet<String> permissions = permissions(grant.get("permissions"));
            for (JsonCursor resource : resources(grant)) {
                Uri uri = uri(resource.get("uri"));
                MatchPolicy match = match(resource.get("match"), uri);
                grants.add(new GrantRecord(role, denies, permissions, uri, match));
            }
        }
        return grants;
    }

    /** Reads what {@link #json} wrote. */
    public static GrantRecord readStored(JsonCursor grant) throws InvalidRecord {
        return read(grant, JsonCursor::text).get(0);
    }

    /** What an operator calls the resources of a grant: one, a list, or the grant itself. */
    public static List<JsonCursor> resources(JsonCursor grant) throws InvalidRecord {
        var given = new ArrayList<JsonCursor>();
        for (String member : List.of("uri", "resource", "resources")) {
            if (grant.has(member)) {
                given.add(grant.get(member));
            }
        }
        if (given.size() > 1) {
            throw given.get(1).bad("nothing, as " + given.get(0).pointer() + " is there");
        }
        if (grant.has("resource")) {
            return List.of(grant.get("resource"));
        }
        return grant.has("resources")
                ? grant.get("resources").items("an array of {uri, match}")
                : List.of(grant);
    }

    private static boolean denies(JsonCursor cursor) throws InvalidRecord {
        return switch (cursor.text("allow")) {
            case "allow" -> false;
            case "deny" -> true;
            default -> throw cursor.bad("\"allow\" or \"deny\"");
        };
    }

    private static SortedSet<String> permissions(JsonCursor list) throws InvalidRecord {
        var permissions = new TreeSet<String>();
        for (JsonCursor item : list.items("an array of permissions")) {
            if (!isPermission(item.text())) {
                throw item.bad("a permission, one of " + PERMISSIONS + " or another URI");
            }
            permissions.add(item.text());
        }
        return permissions;
    }

    private static Uri uri(JsonCursor cursor) throws InvalidRecord {
        String text = cursor.text();
        if (text.isEmpty() || text.equals("*") || text.equals("any")) {
            return Uri.of("");
        }
        Uri uri = Uri.of(text);
        if (!uri.isValidPattern(UriRule.LOOSE)
                || text.length() > LONGEST_URI
                || text.chars().anyMatch(Character::isISOControl)) {
            throw cursor.bad("a URI or a pattern of up to " + LONGEST_URI + " characters");
        }
        return uri;
    }

    private static MatchPolicy match(JsonCursor cursor, Uri uri) throws InvalidRecord {
        String match = cursor.text(derived(uri));
        return switch (match) {
            case "exact", "prefix", "wildcard" ->
                    uri.toString().isEmpty()
                            ? MatchPolicy.PREFIX
                            : MatchPolicy.valueOf(match.toUpperCase(Locale.ROOT));
            default -> throw cursor.bad("\"exact\", \"prefix\" or \"wildcard\"");
        };
    }

    private static String derived(Uri uri) {
        String text = uri.toString();
        if (text.isEmpty() || text.endsWith(".")) {
            return "prefix";
        }
        return text.contains("..") || text.startsWith(".") ? "wildcard" : "exact";
    }

    /** Bits of {@link Action#ordinal}. */
    public int actions() {
        int actions = 0;
        for (String permission : permissions) {
            Action action = ACTIONS.get(permission);
            actions |= action == null ? 0 : 1 << action.ordinal();
        }
        return actions;
    }

    /** The permissions that the router itself never asks for. */
    public Set<String> others() {
        return permissions.stream()
                .filter(permission -> !ACTIONS.containsKey(permission))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What the router asks for by that permission; empty if it never does. */
    public static Optional<Action> action(String permission) {
        return Optional.ofNullable(ACTIONS.get(permission));
    }

    /** Whether that can be a permission. */
    public static boolean isPermission(String text) {
        return !text.isEmpty() && Uri.of(text).isValid(UriRule.LOOSE);
    }

    /** What tells it from others: they give or take permissions to somebody else or elsewhere. */
    public record Key(String role, boolean denies, Uri uri, MatchPolicy match) {}

    public Key key() {
        return new Key(role, denies, uri, match);
    }

    /** The same grants with one for each key. */
    public static List<GrantRecord> joined(List<GrantRecord> grants) {
        var joined = new LinkedHashMap<Key, GrantRecord>();
        for (GrantRecord grant : grants) {
            joined.merge(grant.key(), grant, GrantRecord::and);
        }
        return List.copyOf(joined.values());
    }

    private GrantRecord and(GrantRecord other) {
        var all = new TreeSet<>(permissions);
        all.addAll(other.permissions);
        return with(all);
    }

    public GrantRecord with(SortedSet<String> changed) {
        return new GrantRecord(role, denies, changed, uri, match);
    }

    public Map<String, Object> json() {
        return Map.of(
                "roles",
                List.of(role),
                "effect",
                denies ? "deny" : "allow",
                "permissions",
                List.copyOf(permissions),
                "uri",
                uri.toString(),
                "match",
                match.wireName());
    }
}
