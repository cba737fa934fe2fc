package io.patchbay.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The registry beside a list of patterns that is searched from end to end. */
class MatchingTest {
    private record Pattern(MatchPolicy match, String text) {
        boolean matches(String uri) {
            return switch (match) {
                case EXACT -> uri.equals(text);
                case PREFIX -> uri.startsWith(text);
                case WILDCARD -> matches(text.split("\\.", -1), uri.split("\\.", -1));
            };
        }

        private static boolean matches(String[] pattern, String[] uri) {
            boolean matches = pattern.length == uri.length;
            for (int i = 0; i < pattern.length && matches; i++) {
                matches = pattern[i].isEmpty() || pattern[i].equals(uri[i]);
            }
            return matches;
        }

        /** How many components there are before each wildcard. */
        List<Integer> portions() {
            var portions = new ArrayList<Integer>();
            int portion = 0;
            for (String component : text.split("\\.", -1)) {
                if (component.isEmpty()) {
                    portions.add(portion);
                    portion = 0;
                } else {
                    portion++;
                }
            }
            portions.add(portion);
            return portions;
        }
    }

    private record Step(Pattern pattern, boolean adds) {}

    @Provide
    Arbitrary<String> uris() {
        return text("a", "b", "ab", "c");
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Pattern> patterns =
                Combinators.combine(
                                Arbitraries.of(MatchPolicy.class), text("a", "b", "ab", "c", ""))
                        .as(Pattern::new);
        return Combinators.combine(patterns, Arbitraries.of(true, true, false)).as(Step::new);
    }

    private static Arbitrary<String> text(String... components) {
        return Arbitraries.of(components)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(list -> String.join(".", list));
    }

    @Property(tries = 300)
    void findsWhatASearchThroughAllPatternsFinds(
            @ForAll List<@From("steps") Step> steps, @ForAll List<@From("uris") String> uris) {
        var registry = new Registry<Pattern>(Uri.of("realm1"));
        Set<Pattern> model = new HashSet<>();
        for (Step step : steps) {
            apply(registry, step.pattern, step.adds);
            boolean unused = step.adds ? model.add(step.pattern) : model.remove(step.pattern);
            for (String uri : uris) {
                assertThat(matching(registry, uri))
                        .containsExactlyInAnyOrderElementsOf(matching(model, uri));
                assertThat(registry.best(Uri.of(uri))).isEqualTo(best(model, uri));
            }
        }
        assertThat(registry.size()).isEqualTo(model.size());
        for (Pattern pattern : model) {
            assertThat(registry.find(pattern.match, Uri.of(pattern.text))).isEqualTo(pattern);
        }
    }

    @Property
    void policiesMatchAsTheirDefinitionSays(
            @ForAll @From("steps") Step step, @ForAll @From("uris") String uri) {
        Pattern pattern = step.pattern;

        assertThat(pattern.match.matches(Uri.of(pattern.text), Uri.of(uri)))
                .isEqualTo(pattern.matches(uri));
    }

    @Example
    void readersFindWhatIsThereAllTheTimeWhileOthersComeAndGo() throws InterruptedException {
        var registry = new Registry<Pattern>(Uri.of("realm1"));
        List<Pattern> permanent =
                List.of(
                        new Pattern(MatchPolicy.EXACT, "a.b.c.d"),
                        new Pattern(MatchPolicy.PREFIX, "a.b"),
                        new Pattern(MatchPolicy.PREFIX, ""),
                        new Pattern(MatchPolicy.WILDCARD, "a..c."),
                        new Pattern(MatchPolicy.WILDCARD, "..."));
        permanent.forEach(pattern -> apply(registry, pattern, true));
        var done = new AtomicBoolean();
        var writer = new Thread(() -> comeAndGo(registry, permanent, done));
        writer.start();

        while (!done.get()) {
            assertThat(matching(registry, "a.b.c.d")).containsAll(permanent);
            assertThat(registry.best(Uri.of("a.b.c.d"))).isEqualTo(permanent.get(0));
        }
        writer.join();

        assertThat(registry.size()).isEqualTo(permanent.size());
        assertThat(matching(registry, "a.b.c.d")).containsExactlyInAnyOrderElementsOf(permanent);
    }

    private static void comeAndGo(
            Registry<Pattern> registry, List<Pattern> permanent, AtomicBoolean done) {
        var random = new Random(7);
        Set<Pattern> here = new HashSet<>();
        List<String> texts =
                List.of("a", "a.b.c.d", "a.b.c", ".b.c.d", "a...", "..c.d", "...d", "z");
        for (int i = 0; i < 200_000; i++) {
            var pattern =
                    new Pattern(
                            MatchPolicy.values()[random.nextInt(3)],
                            texts.get(random.nextInt(texts.size())));
            if (!permanent.contains(pattern)) {
                boolean adds = here.add(pattern) || !here.remove(pattern);
                apply(registry, pattern, adds);
            }
        }
        here.forEach(pattern -> apply(registry, pattern, false));
        done.set(true);
    }

    private static void apply(Registry<Pattern> registry, Pattern pattern, boolean adds) {
        registry.change(pattern.match, Uri.of(pattern.text), (entry, ids) -> adds ? pattern : null);
    }

    private static List<Pattern> matching(Registry<Pattern> registry, String uri) {
        var found = new ArrayList<Pattern>();
        registry.forEachMatch(Uri.of(uri), found::add);
        return found;
    }

    private static Set<Pattern> matching(Set<Pattern> model, String uri) {
        return model.stream().filter(pattern -> pattern.matches(uri)).collect(Collectors.toSet());
    }

    private static @Nullable Pattern best(Set<Pattern> model, String uri) {
        Optional<Pattern> best =
                matching(model, uri).stream()
                        .max(
                                Comparator.comparing(Pattern::match, Comparator.reverseOrder())
                                        .thenComparing(MatchingTest::precedence));
        return best.orElse(null);
    }

    private static int precedence(Pattern one, Pattern other) {
        if (one.match != MatchPolicy.WILDCARD) {
            return Integer.compare(one.text.length(), other.text.length());
        }
        List<Integer> portions = one.portions();
        List<Integer> others = other.portions();
        for (int i = 0; i < Math.min(portions.size(), others.size()); i++) {
            int difference = portions.get(i) - others.get(i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
