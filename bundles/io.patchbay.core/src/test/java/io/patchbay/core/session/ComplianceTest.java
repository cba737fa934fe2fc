package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.wamp.Dict;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the table of what works of the specification against what the router says of itself. */
class ComplianceTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path PAGE = ROOT.resolve("distribution/docs/wamp-compliance.md");

    private final RouterKit kit = new RouterKit();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    /** A line of one of the tables. */
    private record Row(
            String feature, String section, String announced, String tests, String state) {
        static Row of(String line) {
            String[] cells = line.substring(1).split("\\|");
            assertThat(cells).as(line).hasSize(5);
            return new Row(
                    cells[0].strip(),
                    cells[1].strip(),
                    cells[2].strip(),
                    cells[3].strip(),
                    cells[4].strip());
        }

        boolean works() {
            return state.equals("works");
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|--"))
                .filter(line -> !line.startsWith("| feature |"))
                .map(Row::of)
                .toList();
    }

    private static Stream<String> quoted(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map(match -> match.group(1));
    }

    @Test
    void welcomeAnnouncesWhatTheTableSaysWorksAndNothingElse() throws IOException {
        Set<String> listed =
                rows().stream()
                        .filter(Row::works)
                        .flatMap(row -> quoted(row.announced))
                        .filter(name -> name.contains(".features."))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(announced()).isEqualTo(listed);
    }

    private Set<String> announced() {
        Dict roles = kit.connect().join(RouterKit.REALM).details().dict("roles");
        var announced = new TreeSet<String>();
        for (String role : roles.asMap().keySet()) {
            Dict features = roles.dict(role).dict("features");
            features.asMap().keySet().stream()
                    .filter(feature -> features.bool(feature, false))
                    .forEach(feature -> announced.add(role + ".features." + feature));
        }
        return announced;
    }

    @Test
    void everyFeatureIsEitherAbsentOrShownToWorkByATestThatExists() throws IOException {
        Set<String> tests = testClasses();

        assertThat(rows())
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        row -> {
                            assertThat(row.state).as(row.feature).isIn("works", "absent");
                            assertThat(row.section).as(row.feature).isNotEmpty();
                            List<String> shown = quoted(row.tests).toList();
                            assertThat(shown.isEmpty()).as(row.feature).isEqualTo(!row.works());
                            assertThat(tests).as(row.feature).containsAll(shown);
                        });
    }

    private static Set<String> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("bundles"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
