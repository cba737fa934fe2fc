package io.patchbay.launcher;

import static java.util.stream.Collectors.joining;

import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/**
 * SLF4J as the launcher has it, given to all bundles: logging then works from the first line, and
 * no bundle needs a service loader woven in.
 */
final class LoggingPackages {
    private static final List<String> NAMES =
            List.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi");

    /** Bundles built against 1.7 run with 2.0, which kept its API. */
    private static final String OLD_API = "1.7.36";

    private LoggingPackages() {}

    /** The value of {@code org.osgi.framework.system.packages.extra}. */
    static String exports() {
        return Stream.of(version(), OLD_API)
                .flatMap(version -> NAMES.stream().map(name -> export(name, version)))
                .collect(joining(","));
    }

    private static String export(String name, String version) {
        return "%s;version=\"%s\"".formatted(name, version);
    }

    /** {@link Attributes.Name#IMPLEMENTATION_VERSION} of the jar. */
    private static String version() {
        String version = LoggerFactory.class.getPackage().getImplementationVersion();
        return version == null ? "2.0" : version;
    }
}
