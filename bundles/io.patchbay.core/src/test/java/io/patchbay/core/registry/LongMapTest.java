package io.patchbay.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class LongMapTest {
    @Property(tries = 500)
    void isLikeAHashMap(@ForAll("keys") @Size(max = 400) List<Long> keys, @ForAll long order) {
        var map = new LongMap<String>();
        Map<Long, String> model = new HashMap<>();

        for (int i = 0; i < keys.size(); i++) {
            long key = keys.get(i);
            if ((order >>> i % 64 & 1) == 0) {
                map.put(key, "value" + i);
                model.put(key, "value" + i);
            } else {
                assertThat(map.remove(key)).isEqualTo(model.remove(key));
            }
            assertThat(map.size()).isEqualTo(model.size());
        }

        for (long key : keys) {
            assertThat(map.get(key)).isEqualTo(model.get(key));
        }
        var drained = new ArrayList<String>();
        map.drain(drained::add);
        assertThat(drained).containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(map.size()).isZero();
        assertThat(keys).allMatch(key -> map.get(key) == null);
    }

    /** Some that come again, some that stand close together, and some from the whole id space. */
    @Provide
    Arbitrary<List<Long>> keys() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(1, 8),
                        Arbitraries.longs().between(1, 300),
                        Arbitraries.longs().between(1, 1L << 53))
                .list();
    }

    @Property(tries = 20)
    void shrinksAgain(@ForAll("keys") @Size(min = 300, max = 400) List<Long> keys) {
        var map = new LongMap<Long>();
        for (int round = 0; round < 3; round++) {
            keys.forEach(key -> map.put(key, key));
            keys.forEach(map::remove);
            assertThat(map.size()).isZero();
            assertThat(keys).allMatch(key -> map.get(key) == null);
        }
        assertThat(map.toString().length()).isLessThan(1000);
    }
}
