package io.patchbay.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Takes what the framework says about itself to the log of the router. */
final class FrameworkLog extends Logger {
    private static final org.slf4j.Logger LOG =
            LoggerFactory.getLogger("org.apache.felix.framework");

    @Override
    @SuppressWarnings("rawtypes") // as Felix declares it
    protected void doLog(
            @Nullable Bundle bundle,
            @Nullable ServiceReference service,
            int level,
            String message,
            @Nullable Throwable cause) {
        doLog(level, message, cause);
    }

    @Override
    protected void doLog(int level, String message, @Nullable Throwable cause) {
        LOG.makeLoggingEventBuilder(levelOf(level)).setCause(cause).log(message);
    }

    private static Level levelOf(int level) {
        return switch (level) {
            case LOG_ERROR -> Level.ERROR;
            case LOG_WARNING -> Level.WARN;
            case LOG_INFO -> Level.INFO;
            default -> Level.DEBUG;
        };
    }
}
