package io.patchbay.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Uri;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

class RegistryTest {
    private static final Uri REALM = Uri.of("com.example.realm");

    @Property
    void idsFollowFromRealmAndUriAndAreInRange(@ForAll String realm, @ForAll String uri) {
        long id = add(new Registry<>(Uri.of(realm)), uri);

        assertThat(Ids.isValid(id)).isTrue();
        assertThat(add(new Registry<>(Uri.of(realm)), uri)).isEqualTo(id);
    }

    @Example
    void aRealmHasIdsOfItsOwn() {
        assertThat(add(new Registry<>(Uri.of("realm1")), "com.example.topic"))
                .isEqualTo(add(new Registry<>(Uri.of("realm1")), "com.example.topic"))
                .isNotEqualTo(add(new Registry<>(Uri.of("realm2")), "com.example.topic"));
    }

    @Example
    void manyUrisOfARealmHaveManyIds() {
        var registry = new Registry<Long>(REALM);
        Set<Long> ids = new HashSet<>();

        for (int i = 0; i < 50_000; i++) {
            assertThat(ids.add(add(registry, "com.example." + i))).isTrue();
        }
        assertThat(registry.size()).isEqualTo(50_000);
    }

    @Example
    void anIdThatIsTakenIsSteppedOver() {
        var registry = new Registry<Long>(REALM);
        long usual = add(new Registry<>(REALM), "com.example.topic");
        // Two claims under one URI collide as two URIs with the same hash would.
        Uri uri = Uri.of("com.example.topic");
        registry.change(uri, (entry, ids) -> ids.make(id -> id));
        long second =
                Objects.requireNonNull(registry.change(uri, (entry, ids) -> ids.make(id -> id)));

        assertThat(registry.find(uri)).isEqualTo(second);
        assertThat(second).isEqualTo(Ids.next(usual));
    }

    @Example
    void anIdIsFreeAgainOnceItsEntryHasGone() {
        var registry = new Registry<Long>(REALM);
        long first = add(registry, "com.example.topic");

        registry.change(
                Uri.of("com.example.topic"),
                (entry, ids) -> {
                    ids.release(first);
                    return null;
                });

        assertThat(registry.size()).isZero();
        assertThat(registry.find(Uri.of("com.example.topic"))).isNull();
        assertThat(add(registry, "com.example.topic")).isEqualTo(first);
    }

    private static long add(Registry<Long> registry, String uri) {
        return Objects.requireNonNull(
                registry.change(Uri.of(uri), (entry, ids) -> ids.make(id -> id)));
    }
}
