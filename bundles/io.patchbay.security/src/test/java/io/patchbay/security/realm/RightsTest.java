package io.patchbay.security.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.record.Delegation;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.Inheritable;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.UserRecord;
import io.patchbay.security.record.Users;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds what a guard says against what somebody finds who reads the rules one by one and tries out
 * all URIs that there are.
 */
class RightsTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final Uri PROTOTYPE = Uri.of("com.prototype");
    private static final Uri SSO = Uri.of("com.sso");
    private static final List<String> GROUPS = List.of("g1", "g2", "g3", "g4");
    private static final List<String> ROLES =
            List.of(
                    "all",
                    "anonymous",
                    "user/joe",
                    "user/jim",
                    "group/g1",
                    "group/g2",
                    "group/g3",
                    "group/g4");
    private static final List<Action> ACTIONS =
            List.of(Action.CALL, Action.SUBSCRIBE, Action.DISCLOSE_CALLER);
    private static final List<String> COMPONENTS = List.of("a", "b", "ab", "z");
    private static final List<String> UNIVERSE = universe();

    /** With more components, and others, than any rule has: what is true of them is true of all. */
    private static List<String> universe() {
        List<String> all = new ArrayList<>(COMPONENTS);
        List<String> longest = COMPONENTS;
        for (int length = 2; length <= 4; length++) {
            longest =
                    longest.stream()
                            .flatMap(head -> COMPONENTS.stream().map(tail -> head + "." + tail))
                            .toList();
            all.addAll(longest);
        }
        return all;
    }

    /** A URI or pattern, and how it is meant. */
    record Resource(String uri, MatchPolicy match) {
        boolean has(String candidate) {
            return switch (match) {
                case EXACT -> candidate.equals(uri);
                case PREFIX -> candidate.startsWith(uri);
                case WILDCARD -> candidate.matches(regex());
            };
        }

        private String regex() {
            return Stream.of(uri.split("\\.", -1))
                    .map(component -> component.isEmpty() ? "[^.]+" : component)
                    .reduce((head, tail) -> head + "\\." + tail)
                    .orElseThrow();
        }
    }

    record Rule(boolean isInherited, String role, boolean denies, Set<Action> on, Resource where) {
        GrantRecord record() {
            var permissions = new TreeSet<String>();
            on.forEach(action -> permissions.add(action.permission()));
            return new GrantRecord(role, denies, permissions, Uri.of(where.uri), where.match);
        }
    }

    record World(
            boolean hasPrototype,
            Map<String, Set<String>> own,
            Map<String, Set<String>> inherited,
            List<Rule> rules,
            boolean isSecured) {}

    /** Who asks. */
    record Asker(
            String kind,
            Set<String> groups,
            Set<String> asked,
            boolean enabled,
            boolean ssoEnabled) {}

    @Property(tries = 3000)
    void aGuardSaysWhatTheRulesSay(
            @ForAll("worlds") World world,
            @ForAll("askers") Asker asker,
            @ForAll("resources") Resource resource,
            @ForAll("actions") Action action) {
        Rights rights = guard(world, asker).rights(identity(asker));

        boolean isAllowed = rights.allow(action, Uri.of(resource.uri), resource.match);

        assertThat(isAllowed).isEqualTo(isAllowed(world, asker, action, resource));
        assertThat(rights.allow(action, Uri.of(resource.uri), resource.match)).isEqualTo(isAllowed);
    }

    private static boolean isAllowed(World world, Asker asker, Action action, Resource resource) {
        if (!world.isSecured || asker.kind.equals("trusted")) {
            return true;
        }
        if (asker.kind.endsWith("user") && !asker.enabled) {
            return false;
        }
        if (asker.kind.equals("sso user") && !asker.ssoEnabled) {
            return false;
        }
        List<String> wanted = UNIVERSE.stream().filter(resource::has).toList();
        boolean isGiven = false;
        for (Rule rule : world.rules) {
            if (!rule.on.contains(action)) {
                continue;
            }
            if (rule.denies
                    && concerns(world, rule, asker, asker.groups)
                    && wanted.stream().anyMatch(rule.where::has)) {
                return false;
            }
            isGiven |=
                    !rule.denies
                            && concerns(world, rule, asker, asked(asker))
                            && wanted.stream().allMatch(rule.where::has);
        }
        return isGiven;
    }

    private static Set<String> asked(Asker asker) {
        return asker.asked.isEmpty() ? asker.groups : asker.asked;
    }

    private static boolean concerns(World world, Rule rule, Asker asker, Set<String> groups) {
        if (rule.isInherited && !world.hasPrototype) {
            return false;
        }
        boolean isAnonymous = asker.kind.equals("anonymous");
        return switch (rule.role) {
            case "anonymous" -> isAnonymous;
            case "all" -> !isAnonymous;
            case "user/joe" -> asker.kind.endsWith("user") && !rule.isInherited;
            case "user/jim" -> false;
            default -> {
                String group = rule.role.substring(6);
                boolean isTheOne = !rule.isInherited || !world.own.containsKey(group);
                yield !isAnonymous && isTheOne && reaches(world, groups, group);
            }
        };
    }

    private static boolean reaches(World world, Set<String> from, String target) {
        Set<String> reached = new HashSet<>();
        for (String group : from) {
            if (parents(world, group).isPresent()) {
                reached.add(group);
            }
        }
        for (int i = 0; i < GROUPS.size(); i++) {
            for (String group : List.copyOf(reached)) {
                for (String parent : parents(world, group).orElse(Set.of())) {
                    if (parents(world, parent).isPresent()) {
                        reached.add(parent);
                    }
                }
            }
        }
        return reached.contains(target);
    }

    private static Optional<Set<String>> parents(World world, String group) {
        if (world.own.containsKey(group)) {
            return Optional.of(world.own.get(group));
        }
        return world.hasPrototype
                ? Optional.ofNullable(world.inherited.get(group))
                : Optional.empty();
    }

    private static Identity identity(Asker asker) {
        List<String> asked = List.copyOf(asker.asked);
        return switch (asker.kind) {
            case "anonymous" -> identity("anonymous", "anonymous", "static", List.of());
            case "trusted" -> identity("joe", Identity.TRUSTED, "static", List.of());
            case "guest" -> identity("joe", "guest", "other", List.copyOf(asker.groups));
            default -> identity("joe", "default", Identity.REALM_USER, asked);
        };
    }

    private static Identity identity(
            String authid, String authrole, String provider, List<String> roles) {
        return new Identity(authid, authrole, "test", provider, Dict.EMPTY, roles);
    }

    private static Guard guard(World world, Asker asker) {
        @Nullable RealmState prototype =
                world.hasPrototype
                        ? state(PROTOTYPE, null, true, groups(world.inherited), rules(world, true))
                        : null;
        Uri prototypeUri = world.hasPrototype ? PROTOTYPE : null;
        RealmState state =
                state(REALM, prototypeUri, world.isSecured, groups(world.own), rules(world, false));
        return new Guard(
                state,
                prototype,
                users(asker),
                (guard, authid, from) -> null,
                new Arbiter(
                        new Procedures(Procedures.Bounds.USUAL),
                        Arbiter.Memory.USUAL,
                        System::nanoTime));
    }

    private static RealmState state(
            Uri uri,
            @Nullable Uri prototypeUri,
            boolean isSecured,
            List<GroupRecord> groups,
            List<GrantRecord> grants) {
        var realm =
                new RealmRecord(
                        uri,
                        "",
                        false,
                        prototypeUri,
                        false,
                        new Inheritable(null, null, isSecured, SSO),
                        rules(),
                        Map.of(),
                        Map.of(),
                        new Delegation(Map.of(), null),
                        new RealmRecord.Keys(List.of(), List.of()));
        return RealmState.of(realm, groups, List.of(), GrantRecord.joined(grants));
    }

    private static RealmRules rules() {
        try {
            return RealmRecord.read(JsonCursor.root("", Map.of("uri", "a"))).rules();
        } catch (InvalidRecord e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<GroupRecord> groups(Map<String, Set<String>> groups) {
        return groups.entrySet().stream()
                .map(
                        group ->
                                new GroupRecord(
                                        group.getKey(), List.copyOf(group.getValue()), Map.of()))
                .toList();
    }

    private static List<GrantRecord> rules(World world, boolean isInherited) {
        return world.rules.stream()
                .filter(rule -> rule.isInherited == isInherited)
                .map(Rule::record)
                .toList();
    }

    private static Users users(Asker asker) {
        Map<Uri, UserRecord> joes = new HashMap<>();
        if (asker.kind.endsWith("user")) {
            Uri sso = asker.kind.equals("sso user") ? SSO : null;
            joes.put(REALM, joe(asker.enabled, List.copyOf(asker.groups), sso));
            joes.put(SSO, joe(asker.ssoEnabled, List.of(), null));
        }
        return new Users() {
            @Override
            public Optional<UserRecord> find(Uri realm, String username) {
                return username.equals("joe")
                        ? Optional.ofNullable(joes.get(realm))
                        : Optional.empty();
            }

            @Override
            public Optional<String> alias(Uri realm, String alias) {
                return Optional.empty();
            }
        };
    }

    private static UserRecord joe(boolean enabled, List<String> groups, @Nullable Uri sso) {
        return new UserRecord(
                "joe", enabled, groups, List.of(), List.of(), Map.of(), sso, Map.of());
    }

    @Provide
    Arbitrary<World> worlds() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        groupTrees(),
                        groupTrees(),
                        ruleList(),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(true)),
                                Tuple.of(1, Arbitraries.just(false))))
                .as(World::new);
    }

    private static Arbitrary<Map<String, Set<String>>> groupTrees() {
        return Arbitraries.maps(Arbitraries.of(GROUPS), Arbitraries.of(GROUPS).set().ofMaxSize(2))
                .ofMaxSize(4);
    }

    private Arbitrary<List<Rule>> ruleList() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(ROLES),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(ACTIONS).set().ofMinSize(1),
                        resources())
                .as(Rule::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Asker> askers() {
        return Combinators.combine(
                        Arbitraries.of(
                                "user",
                                "user",
                                "user",
                                "sso user",
                                "anonymous",
                                "guest",
                                "trusted"),
                        Arbitraries.of(GROUPS).set().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(true, true, true, true, false),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.integers().between(0, 3))
                .as(
                        (kind, groups, enabled, ssoEnabled, asked) ->
                                new Asker(
                                        kind,
                                        groups,
                                        kind.endsWith("user")
                                                ? Set.copyOf(
                                                        groups.stream()
                                                                .sorted()
                                                                .limit(asked)
                                                                .toList())
                                                : Set.of(),
                                        enabled,
                                        ssoEnabled));
    }

    @Provide
    Arbitrary<Action> actions() {
        return Arbitraries.of(ACTIONS);
    }

    @Provide
    Arbitrary<Resource> resources() {
        Arbitrary<String> component = Arbitraries.of("a", "b", "ab");
        Arbitrary<String> uri = component.list().ofMinSize(1).ofMaxSize(3).map(RightsTest::dots);
        Arbitrary<String> prefix =
                Combinators.combine(uri, Arbitraries.of("", ".")).as((head, end) -> head + end);
        Arbitrary<String> wildcard =
                Arbitraries.of("a", "b", "").list().ofMinSize(1).ofMaxSize(3).map(RightsTest::dots);
        return Arbitraries.oneOf(
                uri.map(text -> new Resource(text, MatchPolicy.EXACT)),
                Arbitraries.oneOf(Arbitraries.just(""), prefix)
                        .map(text -> new Resource(text, MatchPolicy.PREFIX)),
                wildcard.map(text -> new Resource(text, MatchPolicy.WILDCARD)));
    }

    private static String dots(List<String> components) {
        return String.join(".", components);
    }
}
