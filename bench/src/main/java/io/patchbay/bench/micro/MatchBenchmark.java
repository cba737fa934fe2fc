package io.patchbay.bench.micro;

import io.patchbay.core.registry.Registry;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Finding who is called or hears of a URI, among many registrations or subscriptions. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatchBenchmark {
    private static final int URIS = 4096;
    private static final int DOMAINS = 97;

    @Param({"1000", "100000"})
    public int entries = 1000;

    @Param public Mix mix = Mix.MIXED;

    private final Registry<Uri> registry = new Registry<>(Uri.of("realm1"));
    private final Uri[] uris = new Uri[URIS];
    private int next;

    /** What the entries are. */
    public enum Mix {
        /** 80 % exact, 10 % prefix, 10 % wildcard. */
        MIXED {
            @Override
            MatchPolicy match(int index) {
                return switch (index % 10) {
                    case 0 -> MatchPolicy.PREFIX;
                    case 1 -> MatchPolicy.WILDCARD;
                    default -> MatchPolicy.EXACT;
                };
            }
        },
        WILDCARD {
            @Override
            MatchPolicy match(int index) {
                return MatchPolicy.WILDCARD;
            }
        };

        abstract MatchPolicy match(int index);
    }

    @Setup
    public void prepare() {
        for (int i = 0; i < entries; i++) {
            Uri pattern = Uri.of(pattern(i));
            registry.change(mix.match(i), pattern, (entry, ids) -> ids.make(id -> pattern));
        }
        var random = new Random(1);
        for (int i = 0; i < URIS; i++) {
            uris[i] = Uri.of(match(random.nextInt(entries)));
        }
    }

    private String pattern(int index) {
        int domain = index % DOMAINS;
        return switch (mix.match(index)) {
            case EXACT -> "com.example.d%d.device%d.read".formatted(domain, index);
            case PREFIX -> "com.example.d%d.device%d".formatted(domain, index);
            case WILDCARD -> wildcard(index, "", "");
        };
    }

    private String match(int index) {
        return switch (mix.match(index)) {
            case EXACT -> pattern(index);
            case PREFIX -> pattern(index) + ".read";
            case WILDCARD -> wildcard(index, "d" + index % DOMAINS, "mid");
        };
    }

    /** One of several forms. */
    private static String wildcard(int index, String one, String other) {
        return switch (index / 10 % 4) {
            case 0 -> "com.example.%s.device%d.%s.read".formatted(one, index, other);
            case 1 -> "com.example.%s.device%d.read".formatted(one, index);
            case 2 -> "com.%s.device%d.%s".formatted(one, index, other);
            default -> "com.example.device%d.%s.read".formatted(index, other);
        };
    }

    @Benchmark
    public @Nullable Uri best() {
        return registry.best(uri());
    }

    @Benchmark
    public void all(Blackhole blackhole) {
        registry.forEachMatch(uri(), blackhole::consume);
    }

    private Uri uri() {
        next = next + 1 & URIS - 1;
        return uris[next];
    }
}
