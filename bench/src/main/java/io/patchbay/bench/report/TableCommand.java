package io.patchbay.bench.report;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Prints the tables for a file of results; exit code 3 if it holds failed runs. */
@Command(
        name = "table",
        description =
                "Prints results as Markdown. They are told apart by their tags case, side (a, b),"
                        + " round and expect.")
public final class TableCommand implements Callable<Integer> {
    private static final int FAILED_RUNS = 3;

    @Parameters(paramLabel = "FILE", description = "JSON lines of load runs")
    private Path file = Path.of("results.jsonl");

    @Override
    public Integer call() throws IOException {
        List<Run> runs = Files.readAllLines(file).stream().map(Run::parse).toList();
        System.out.print(Markdown.text(Comparison.of(runs)));
        List<String> failed =
                runs.stream().filter(Run::failed).map(TableCommand::failure).distinct().toList();
        failed.forEach(System.out::println);
        return failed.isEmpty() ? 0 : FAILED_RUNS;
    }

    private static String failure(Run run) {
        return "Failed: %s, side %s: %s"
                .formatted(run.text("case"), run.text("side"), run.text("failure"));
    }
}
