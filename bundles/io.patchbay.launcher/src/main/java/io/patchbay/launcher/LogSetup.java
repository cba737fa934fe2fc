package io.patchbay.launcher;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;

import java.nio.file.Path;

/**
 * Sets up logging as {@code etc/logging.properties} says: the console, and a file that rolls over
 * by size; and another such file for the audit log. Logback finds this class by its service file
 * and asks nobody else then. An {@code etc/logback.xml} takes the place of all this; reading such a
 * file costs a fifth of the router's start-up, which is why none is there unless somebody needs it.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    /** Who changed what, as lines of JSON that the management API writes. */
    private static final String AUDIT = "io.patchbay.audit";

    private static final String CONSOLE =
            "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{24} - %msg %kvp%n";
    private static final String FILE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger - %msg %kvp%n";

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        configure(logging, Path.of(System.getProperty("patchbay.base", ".")));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    void configure(LoggerContext logging, Path base) {
        var settings = LogSettings.read(base.resolve("etc/logging.properties"));
        settings.complaints().forEach(System.err::println);
        settings.levels().forEach((name, level) -> logging.getLogger(name).setLevel(level));
        Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console(settings));
        if (settings.file()) {
            Path folder = base.resolve("log");
            root.addAppender(file(folder, "patchbay", encoder(settings, FILE), settings));
            Logger audit = logging.getLogger(AUDIT);
            audit.addAppender(file(folder, "audit", started(text("%msg%n")), settings));
            audit.setAdditive(false);
        }
    }

    private Appender<ILoggingEvent> console(LogSettings settings) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(getContext());
        appender.setName("console");
        appender.setEncoder(encoder(settings, CONSOLE));
        appender.start();
        return appender;
    }

    private Appender<ILoggingEvent> file(
            Path folder, String name, Encoder<ILoggingEvent> encoder, LogSettings settings) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(getContext());
        appender.setName(name);
        appender.setFile(folder.resolve(name + ".log").toString());
        appender.setEncoder(encoder);
        appender.setTriggeringPolicy(size(settings));
        appender.setRollingPolicy(files(appender, folder.resolve(name + ".%i.log.gz"), settings));
        appender.start();
        return appender;
    }

    private SizeBasedTriggeringPolicy<ILoggingEvent> size(LogSettings settings) {
        var policy = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        policy.setContext(getContext());
        policy.setMaxFileSize(new FileSize(settings.fileSizeMb() * FileSize.MB_COEFFICIENT));
        policy.start();
        return policy;
    }

    private FixedWindowRollingPolicy files(
            RollingFileAppender<ILoggingEvent> appender, Path pattern, LogSettings settings) {
        var policy = new FixedWindowRollingPolicy();
        policy.setContext(getContext());
        policy.setParent(appender);
        policy.setFileNamePattern(pattern.toString());
        policy.setMaxIndex(settings.fileCount());
        policy.start();
        return policy;
    }

    private Encoder<ILoggingEvent> encoder(LogSettings settings, String pattern) {
        return started(settings.json() ? new JsonEncoder() : text(pattern));
    }

    private Encoder<ILoggingEvent> started(Encoder<ILoggingEvent> encoder) {
        encoder.setContext(getContext());
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder text(String pattern) {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(pattern);
        return encoder;
    }
}
