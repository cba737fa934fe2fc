package io.patchbay.launcher;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

import java.util.logging.LogManager;

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
                case "check" ->
                        System.exit(new Check(Layout.ofSystemProperties()).passes() ? 0 : 1);
                default -> throw new StartFailure(command + ": expected run or check");
            }
        } catch (StartFailure e) {
            System.err.println("Patchbay does not start: " + e.getMessage());
            LoggerFactory.getLogger(Main.class).debug("details", e);
            System.exit(1);
        }
    }
}
