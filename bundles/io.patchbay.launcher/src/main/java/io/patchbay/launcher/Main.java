package io.patchbay.launcher;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * Entry point. {@code run} serves until it is told to stop; {@code check} says whether what is
 * installed fits together and starts nothing. The system properties {@code patchbay.home} and
 * {@code patchbay.base} say where things lie.
 */
public final class Main {
    private Main() {}

    public static void main(String... arguments) throws Exception {
        String command = arguments.length == 0 ? "run" : arguments[0];
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        try {
            switch (command) {
                case "run" -> Router.run(Layout.ofSystemProperties());
                case "check" -> check(Layout.ofSystemProperties());
                default -> throw new StartFailure(command + ": expected run or check");
            }
        } catch (StartFailure e) {
            System.err.println("Patchbay does not start: " + e.getMessage());
            LoggerFactory.getLogger(Main.class).debug("details", e);
            System.exit(1);
        }
    }

    private static void check(Layout layout) throws Exception {
        Path scratch = Files.createTempDirectory("patchbay-check");
        var settings = Settings.read(layout.settings(), System::getenv);
        Kernel kernel = Kernel.install(layout.withData(scratch), settings);
        int broken = kernel.check(plugins(layout));
        System.out.printf("%d bundles, %d cannot run%n", kernel.bundles(), broken);
        kernel.stop();
        System.exit(broken == 0 ? 0 : 1);
    }

    private static List<Path> plugins(Layout layout) throws IOException {
        try (Stream<Path> files = Files.list(layout.deploy())) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
