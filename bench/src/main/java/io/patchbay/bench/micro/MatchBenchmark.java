package io.patchbay.bench.micro;

import io.patchbay.core.registry.Registry;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Finding who is called or hears of a URI, among many registrations or subscriptions.
 *
 * <p>The URI is made afresh before each match, which is not measured, as the codec has just done
 * with one that it has not seen lately, in a JVM like the router's. Where few of many entries are
 * looked for, they stay in the processor's caches, and the figure tells what the size of the
 * registry costs; where all are looked for at random, it tells what the memory costs, too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseCompactObjectHeaders",
            "-Xms24m"
        })
public class MatchBenchmark {
    private static final int DOMAINS = 89;

    /** A prime that spreads the first so many numbers over all. */
    private static final int SCATTER = 99_991;

    @Param({"1000", "100000"})
    public int entries = 1000;

    /** How many of the entries are looked for; no more than there are. */
    @Param({"1000", "100000"})
    public int uris = 1000;

    @Param public Mix mix = Mix.MIXED;

    private final Registry<Uri> registry = new Registry<>(Uri.of("realm1"));
    private final SplittableRandom random = new SplittableRandom(1);
    private Uri uri = Uri.of("");

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
    }

    @Setup(Level.Invocation)
    public void decode() {
        long chosen = random.nextInt(Math.min(uris, entries));
        uri = Uri.of(match((int) (chosen * SCATTER % entries)));
    }

    private String pattern(int index) {
        return switch (mix.match(index)) {
            case EXACT -> exact(index);
            case PREFIX -> prefix(index);
            case WILDCARD -> wildcard(index, "", "");
        };
    }

    private String match(int index) {
        return switch (mix.match(index)) {
            case EXACT -> exact(index);
            case PREFIX -> prefix(index) + "read";
            case WILDCARD -> wildcard(index, domain(index), "mid");
        };
    }

    private static String exact(int index) {
        return "com.example." + domain(index) + "." + device(index) + ".read";
    }

    /** One of several lengths. */
    private static String prefix(int index) {
        String device = device(index);
        return switch (index / 10 % 4) {
            case 0 -> "com.example." + domain(index) + "." + device + ".";
            case 1 -> "com.example." + domain(index) + "." + device + ".sensor.";
            case 2 -> "com.example." + device + ".";
            default -> "com." + device + ".";
        };
    }

    /** One of several forms. */
    private static String wildcard(int index, String one, String other) {
        String device = device(index);
        return switch (index / 10 % 4) {
            case 0 -> "com.example." + one + "." + device + "." + other + ".read";
            case 1 -> "com.example." + one + "." + device + ".read";
            case 2 -> "com." + one + "." + device + "." + other;
            default -> "com.example." + device + "." + other + ".read";
        };
    }

    private static String domain(int index) {
        return "d" + (10 + index % DOMAINS);
    }

    /** All of one length, so that many entries have no other forms than few. */
    private static String device(int index) {
        return "device" + (100_000 + index);
    }

    @Benchmark
    public @Nullable Uri best() {
        return registry.best(uri);
    }

    @Benchmark
    public void all(Blackhole blackhole) {
        registry.forEachMatch(uri, blackhole::consume);
    }
}
