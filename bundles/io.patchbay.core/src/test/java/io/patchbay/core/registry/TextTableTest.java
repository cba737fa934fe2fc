package io.patchbay.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

class TextTableTest {
    private final TextTable<Integer> table = new TextTable<>();

    @Property
    void itHoldsWhatAMapHoldsHoweverHashesCollide(
            @ForAll @Size(max = 300) List<@IntRange(max = 60) Integer> toggled,
            @ForAll @IntRange(min = 1, max = 20) int hashes) {
        var table = new TextTable<Integer>();
        Map<String, Integer> model = new HashMap<>();
        for (int number : toggled) {
            Key key = new Key("text" + number, number % hashes);
            table.change(key, entry -> entry == null ? number : null);
            if (model.remove(key.text) == null) {
                model.put(key.text, number);
            }
        }

        assertThat(table.size()).isEqualTo(model.size());
        for (int number = 0; number <= 60; number++) {
            Key key = new Key("text" + number, number % hashes);
            assertThat(table.get(key)).isEqualTo(model.get(key.text));
        }
    }

    @Example
    void manyThatComeAndGoLeaveNothing() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20_000; i++) {
                put("text" + round + "." + i, i);
            }
            assertThat(table.size()).isEqualTo(20_000);
            for (int i = 0; i < 20_000; i++) {
                table.change(Key.of("text" + round + "." + i), entry -> null);
            }
            assertThat(table.size()).isZero();
            assertThat(table.get(Key.of("text" + round + ".7"))).isNull();
        }
    }

    @Example
    void anEntryCanBeReplaced() {
        put("text", 1);
        put("text", 2);

        assertThat(table.get(Key.of("text"))).isEqualTo(2);
        assertThat(table.size()).isEqualTo(1);
    }

    @Example
    void readersFindWhatStaysWhileOthersComeAndGo() throws Exception {
        for (int i = 0; i < 100; i++) {
            put("stays" + i, i);
        }
        var isOver = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(3)) {
            Future<?> reader = threads.submit(() -> read(isOver));
            List<Future<?>> writers =
                    List.of(threads.submit(() -> churn("a")), threads.submit(() -> churn("b")));
            for (Future<?> writer : writers) {
                writer.get();
            }
            isOver.set(true);
            reader.get();
        }
        assertThat(table.size()).isEqualTo(100);
    }

    private void read(AtomicBoolean isOver) {
        do {
            for (int i = 0; i < 100; i++) {
                assertThat(table.get(Key.of("stays" + i))).isEqualTo(i);
            }
        } while (!isOver.get());
    }

    private void churn(String name) {
        for (int i = 0; i < 50_000; i++) {
            put(name + i % 700, i);
            table.change(Key.of(name + (i + 350) % 700), entry -> null);
        }
        for (int i = 0; i < 700; i++) {
            table.change(Key.of(name + i), entry -> null);
        }
    }

    private void put(String text, int value) {
        table.change(Key.of(text), entry -> value);
    }
}
