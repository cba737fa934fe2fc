package io.patchbay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;

import org.slf4j.Logger;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Sets up logging as {@code etc/logging.properties} says: the console, and a file that rolls over
 * by size. Found by Logback itself, which asks nobody else then. An {@code etc/logback.xml} takes
 * the place of all this; reading such a file costs a fifth of the router's start-up, which is why
 * none is there unless somebody needs it.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String LEVEL = "level";
    private static final String CONSOLE =
            "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{24} - %msg %kvp%n";
    private static final String FILE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger - %msg %kvp%n";

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Path base = Path.of(System.getProperty("patchbay.base", "."));
        Path file = base.resolve("etc/logging.properties");
        Properties settings = read(file);
        var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        for (String key : settings.stringPropertyNames()) {
            set(logging, file, key, settings.getProperty(key).strip());
        }
        boolean json = settings.getProperty("format", "text").strip().equals("json");
        root.addAppender(console(encoder(json, CONSOLE)));
        if (Boolean.parseBoolean(settings.getProperty("file", "true").strip())) {
            root.addAppender(file(base.resolve("log"), settings, encoder(json, FILE)));
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Properties read(Path file) {
        var settings = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                System.err.println(file + ": cannot be read: " + e);
            }
        }
        return settings;
    }

    /** What is wrong is told where an operator sees it; logging then does without it. */
    private static void set(LoggerContext logging, Path file, String key, String value) {
        String expected = null;
        if (key.equals(LEVEL) || key.startsWith(LEVEL + ".")) {
            Level level = Level.toLevel(value, null);
            expected = level == null ? "one of TRACE, DEBUG, INFO, WARN, ERROR, OFF" : null;
            String name = key.equals(LEVEL) ? Logger.ROOT_LOGGER_NAME : key.substring(6);
            logging.getLogger(name).setLevel(level == null ? Level.INFO : level);
        } else if (key.equals("format")) {
            expected = value.matches("text|json") ? null : "text or json";
        } else if (key.equals("file")) {
            expected = value.matches("true|false") ? null : "true or false";
        } else if (key.equals("file.size.mb")) {
            expected = value.matches("[1-9][0-9]{0,4}") ? null : "a whole number from 1 to 99999";
        } else if (key.equals("file.count")) {
            expected = value.matches("1?[1-9]|[12]0") ? null : "a whole number from 1 to 20";
        } else {
            expected = "level, level.LOGGER, format, file, file.size.mb or file.count";
        }
        if (expected != null) {
            System.err.println(file + ": " + key + " = " + value + ", expected " + expected);
        }
    }

    private Encoder<ILoggingEvent> encoder(boolean json, String pattern) {
        if (json) {
            var encoder = new JsonEncoder();
            encoder.setContext(getContext());
            encoder.start();
            return encoder;
        }
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(getContext());
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private ConsoleAppender<ILoggingEvent> console(Encoder<ILoggingEvent> encoder) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(getContext());
        appender.setName("console");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private RollingFileAppender<ILoggingEvent> file(
            Path folder, Properties settings, Encoder<ILoggingEvent> encoder) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(getContext());
        appender.setName("file");
        appender.setFile(folder.resolve("patchbay.log").toString());
        appender.setEncoder(encoder);

        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(getContext());
        rolling.setParent(appender);
        rolling.setFileNamePattern(folder.resolve("patchbay.%i.log.gz").toString());
        rolling.setMaxIndex(Math.min(20, number(settings, "file.count", 10)));
        rolling.start();
        appender.setRollingPolicy(rolling);

        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(getContext());
        trigger.setMaxFileSize(new FileSize(number(settings, "file.size.mb", 50) * FileSize.MB_COEFFICIENT));
        trigger.start();
        appender.setTriggeringPolicy(trigger);
        appender.start();
        return appender;
    }

    private static int number(Properties settings, String key, int fallback) {
        String value = settings.getProperty(key, "").strip();
        return value.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(value) : fallback;
    }
}
