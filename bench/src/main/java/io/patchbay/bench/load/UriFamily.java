package io.patchbay.bench.load;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Numbered patterns under one match policy, with for each a URI that it and no other of them
 * matches.
 */
enum UriFamily {
    EXACT {
        @Override
        String pattern(int index) {
            return "com.bench.d%d.obj%07d.op".formatted(index % DOMAINS, index);
        }

        @Override
        String match(int index) {
            return pattern(index);
        }
    },
    PREFIX {
        @Override
        String pattern(int index) {
            return "com.bench.d%d.obj%07d".formatted(index % DOMAINS, index);
        }

        @Override
        String match(int index) {
            return pattern(index) + ".sub.op";
        }
    },
    WILDCARD {
        @Override
        String pattern(int index) {
            return "com.bench..obj%07d..op".formatted(index);
        }

        @Override
        String match(int index) {
            return "com.bench.any%d.obj%07d.mid.op".formatted(index % DOMAINS, index);
        }
    };

    private static final int DOMAINS = 97;

    /** The options of SUBSCRIBE or REGISTER. */
    Map<String, Object> options() {
        return this == EXACT ? Map.of() : Map.of("match", LoadOptions.lower(this));
    }

    abstract String pattern(int index);

    /** What to call or publish to. */
    abstract String match(int index);

    List<String> matches(int count) {
        return IntStream.range(0, count).mapToObj(this::match).toList();
    }
}
