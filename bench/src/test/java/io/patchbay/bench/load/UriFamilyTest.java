package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.stream.IntStream;

class UriFamilyTest {
    @ParameterizedTest
    @EnumSource
    void eachUriIsMatchedByOnePatternOnly(UriFamily family) {
        for (int index : new int[] {0, 1, 10, 97, 100}) {
            String uri = family.match(index);

            assertThat(IntStream.range(0, 200).filter(i -> matches(family, family.pattern(i), uri)))
                    .containsExactly(index);
        }
    }

    private static boolean matches(UriFamily family, String pattern, String uri) {
        return switch (family) {
            case EXACT -> uri.equals(pattern);
            case PREFIX -> uri.startsWith(pattern);
            case WILDCARD -> matchesComponents(pattern.split("\\."), uri.split("\\."));
        };
    }

    private static boolean matchesComponents(String[] pattern, String[] uri) {
        return pattern.length == uri.length
                && IntStream.range(0, uri.length)
                        .allMatch(i -> pattern[i].isEmpty() || pattern[i].equals(uri[i]));
    }
}
