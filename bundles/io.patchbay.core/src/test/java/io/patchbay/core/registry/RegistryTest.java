package io.patchbay.core.registry;

import static io.patchbay.wamp.MatchPolicy.EXACT;
import static io.patchbay.wamp.MatchPolicy.PREFIX;
import static io.patchbay.wamp.MatchPolicy.WILDCARD;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.wamp.Ids;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

class RegistryTest {
    private static final Uri REALM = Uri.of("com.example.realm");
    private static final Uri TOPIC = Uri.of("com.example.topic");

    private record Entry(long id, MatchPolicy match, Uri uri) {}

    private final Registry<Entry> registry = new Registry<>(REALM);

    @Property
    void idsFollowFromRealmPolicyAndUriAndAreInRange(
            @ForAll String realm, @ForAll MatchPolicy match, @ForAll String uri) {
        if (!registry.accepts(match, Uri.of(uri))) {
            return;
        }
        long id = add(new Registry<>(Uri.of(realm)), match, uri);

        assertThat(Ids.isValid(id)).isTrue();
        assertThat(add(new Registry<>(Uri.of(realm)), match, uri)).isEqualTo(id);
    }

    @Example
    void aRealmHasIdsOfItsOwn() {
        assertThat(add(new Registry<>(Uri.of("realm1")), EXACT, "com.example.topic"))
                .isEqualTo(add(new Registry<>(Uri.of("realm1")), EXACT, "com.example.topic"))
                .isNotEqualTo(add(new Registry<>(Uri.of("realm2")), EXACT, "com.example.topic"));
    }

    @Example
    void theSameUriIsAnotherEntryUnderAnotherPolicy() {
        Set<Long> ids = new HashSet<>();
        for (MatchPolicy match : MatchPolicy.values()) {
            ids.add(add(registry, match, "com.example.topic"));
        }

        assertThat(ids).hasSize(3);
        assertThat(registry.size()).isEqualTo(3);
        for (MatchPolicy match : MatchPolicy.values()) {
            Entry found = Objects.requireNonNull(registry.find(match, TOPIC));
            assertThat(found.match()).isEqualTo(match);
            assertThat(registry.get(found.id())).isSameAs(found);
        }
    }

    @Example
    void manyUrisOfARealmHaveManyIds() {
        Set<Long> ids = new HashSet<>();

        for (int i = 0; i < 50_000; i++) {
            assertThat(ids.add(add(registry, EXACT, "com.example." + i))).isTrue();
        }
        assertThat(registry.size()).isEqualTo(50_000);
    }

    @Example
    void anIdThatIsTakenIsSteppedOver() {
        long usual = add(registry, EXACT, "com.example.topic");
        // Two entries under one URI collide as two URIs with the same hash would.
        long second = add(registry, EXACT, "com.example.topic");

        assertThat(second).isEqualTo(Ids.next(usual));
        assertThat(Objects.requireNonNull(registry.find(EXACT, TOPIC)).id()).isEqualTo(second);
        assertThat(Objects.requireNonNull(registry.get(second)).id()).isEqualTo(second);
    }

    @Example
    void anIdIsFreeAgainOnceItsEntryHasGone() {
        for (MatchPolicy match : MatchPolicy.values()) {
            long first = add(registry, match, "com.example.topic");

            remove(match, "com.example.topic");

            assertThat(registry.size()).isZero();
            assertThat(registry.find(match, TOPIC)).isNull();
            assertThat(registry.get(first)).isNull();
            assertThat(add(registry, match, "com.example.topic")).isEqualTo(first);
            remove(match, "com.example.topic");
        }
    }

    @Example
    void theExampleOfTheSpecificationIsFollowed() {
        add(registry, EXACT, "a1.b2.c3.d4.e55");
        add(registry, PREFIX, "a1.b2.c3");
        add(registry, PREFIX, "a1.b2.c3.d4");
        add(registry, WILDCARD, "a1.b2..d4.e5");
        add(registry, WILDCARD, "a1.b2.c33..e5");
        add(registry, WILDCARD, "a1.b2..d4.e5..g7");
        add(registry, WILDCARD, "a1.b2..d4..f6.g7");

        assertThat(best("a1.b2.c3.d4.e55")).isEqualTo("exact a1.b2.c3.d4.e55");
        assertThat(best("a1.b2.c3.d98.e74")).isEqualTo("prefix a1.b2.c3");
        assertThat(best("a1.b2.c3.d4.e325")).isEqualTo("prefix a1.b2.c3.d4");
        assertThat(best("a1.b2.c55.d4.e5")).isEqualTo("wildcard a1.b2..d4.e5");
        // The text of 2 begins this URI; the specification says both that it matches and not.
        assertThat(best("a1.b2.c33.d4.e5")).isEqualTo("prefix a1.b2.c3");
        remove(PREFIX, "a1.b2.c3");
        assertThat(best("a1.b2.c33.d4.e5")).isEqualTo("wildcard a1.b2.c33..e5");
        assertThat(best("a1.b2.c88.d4.e5.f6.g7")).isEqualTo("wildcard a1.b2..d4.e5..g7");
        assertThat(best("a2.b2.c2.d2.e2")).isEqualTo("nothing");
    }

    @Example
    void aPrefixNeedNotEndWithAComponent() {
        add(registry, PREFIX, "com.myapp.topic.emergency");

        assertThat(best("com.myapp.topic.emergency.11")).isNotEqualTo("nothing");
        assertThat(best("com.myapp.topic.emergency-low")).isNotEqualTo("nothing");
        assertThat(best("com.myapp.topic.emergency")).isNotEqualTo("nothing");
        assertThat(best("com.myapp.topic.emerge")).isEqualTo("nothing");
    }

    @Example
    void theEmptyPrefixMatchesEverything() {
        add(registry, PREFIX, "");

        assertThat(best("com")).isEqualTo("prefix ");
        assertThat(best("com.example.topic")).isEqualTo("prefix ");
    }

    @Example
    void wildcardsStandForWholeComponents() {
        add(registry, WILDCARD, ".example.");

        assertThat(best("com.example.topic")).isEqualTo("wildcard .example.");
        assertThat(best("com.example")).isEqualTo("nothing");
        assertThat(best("com.example.topic.more")).isEqualTo("nothing");
        assertThat(best("com.example2.topic")).isEqualTo("nothing");
    }

    @Example
    void entriesAreListedByIdFromAnyIdOn() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(add(registry, MatchPolicy.values()[i % 3], "com.example." + i));
        }
        ids.sort(null);

        assertThat(registry.from(Ids.MIN)).toIterable().extracting(Entry::id).isEqualTo(ids);
        assertThat(registry.from(ids.get(40)))
                .toIterable()
                .extracting(Entry::id)
                .isEqualTo(ids.subList(40, 100));
    }

    @Example
    void neitherTooManyComponentsNorTooManyShapesAreAccepted() {
        assertThat(registry.accepts(WILDCARD, Uri.of(".".repeat(56)))).isTrue();
        assertThat(registry.accepts(WILDCARD, Uri.of(".".repeat(57)))).isFalse();

        for (int shape = 0; shape < 256; shape++) {
            add(registry, WILDCARD, pattern(shape, 10));
        }

        assertThat(registry.accepts(WILDCARD, Uri.of(pattern(256, 10)))).isFalse();
        assertThat(registry.accepts(WILDCARD, Uri.of(pattern(255, 10) + "x"))).isTrue();
        assertThat(registry.accepts(WILDCARD, Uri.of(pattern(256, 11)))).isTrue();
        assertThat(registry.accepts(PREFIX, Uri.of(pattern(256, 10)))).isTrue();
        remove(WILDCARD, pattern(17, 10));
        assertThat(registry.accepts(WILDCARD, Uri.of(pattern(256, 10)))).isTrue();
    }

    /** A pattern whose wildcards are the bits of a number. */
    private static String pattern(int shape, int components) {
        List<String> parts =
                IntStream.range(0, components)
                        .mapToObj(bit -> (shape >> bit & 1) == 0 ? "c" + bit : "")
                        .toList();
        return String.join(".", parts);
    }

    private String best(String uri) {
        Entry found = registry.best(Uri.of(uri));
        return found == null ? "nothing" : found.match().wireName() + " " + found.uri();
    }

    private static long add(Registry<Entry> registry, MatchPolicy match, String text) {
        Uri uri = Uri.of(text);
        return Objects.requireNonNull(
                        registry.change(
                                match,
                                uri,
                                (entry, ids) -> ids.make(id -> new Entry(id, match, uri))))
                .id();
    }

    private void remove(MatchPolicy match, String uri) {
        registry.change(
                match,
                Uri.of(uri),
                (entry, ids) -> {
                    ids.release(Objects.requireNonNull(entry).id());
                    return null;
                });
    }
}
