import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format, AOSP style, to all Java sources: {@code Format
 * check|apply}.
 *
 * <p>The formatter parses with the javac of the Java it runs on. Build plug-ins run it inside
 * Maven, which may be on an older Java than the sources need, so the build starts this with the
 * Java of its toolchain instead.
 */
final class Format {
    private static final Style STYLE = Style.AOSP;
    private static final Formatter FORMATTER =
            new Formatter(JavaFormatterOptions.builder().style(STYLE).build());

    private Format() {}

    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        List<Path> unformatted;
        try (Stream<Path> files = Files.walk(Path.of(arguments[1]))) {
            unformatted =
                    files.filter(Format::isSource)
                            .filter(file -> !isFormatted(file, apply))
                            .toList();
        }
        unformatted.forEach(
                file -> System.out.println((apply ? "formatted " : "unformatted ") + file));
        if (!apply && !unformatted.isEmpty()) {
            System.out.println("Run: mvn -N verify -Dformat=apply");
            System.exit(1);
        }
    }

    private static boolean isSource(Path file) {
        String path = file.toString();
        return path.endsWith(".java")
                && !path.contains("/target/")
                && !path.contains("/node_modules/");
    }

    private static boolean isFormatted(Path file, boolean apply) {
        try {
            String source = Files.readString(file, UTF_8);
            String formatted = format(source);
            if (apply && !formatted.equals(source)) {
                Files.writeString(file, formatted, UTF_8);
            }
            return formatted.equals(source);
        } catch (FormatterException | IOException e) {
            System.out.println(file + ": " + e.getMessage());
            return false;
        }
    }

    private static String format(String source) throws FormatterException {
        String imports =
                ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(source), STYLE);
        return FORMATTER.formatSource(imports);
    }
}
