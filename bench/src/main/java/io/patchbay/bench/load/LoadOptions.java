package io.patchbay.bench.load;

import io.patchbay.bench.net.EventLoop;
import io.patchbay.bench.net.Target;
import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.WireFault;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Options that every workload has, and the frame around a run. */
final class LoadOptions {
    private static final int LONGEST_RUN_SECONDS = 600;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--url",
            required = true,
            description = "rs://host:port, ws://host:port/path, or relay://host:port (rpc only)")
    private String url = "";

    @Option(names = "--allow-remote", description = "permit a host other than loopback")
    private boolean allowRemote;

    @Option(names = "--realm", defaultValue = "realm1", description = "default: ${DEFAULT-VALUE}")
    private String realm = "";

    @Option(names = "--user", description = "joins by password; default: joins anonymously")
    private @Nullable String user;

    @Option(names = "--password", defaultValue = "", description = "of the user")
    private String password = "";

    @Option(
            names = "--serializer",
            defaultValue = "json",
            description = "json, msgpack or cbor; default: ${DEFAULT-VALUE}")
    private Format format = Format.JSON;

    @Option(
            names = "--warmup",
            defaultValue = "2",
            description = "seconds before measuring; default: ${DEFAULT-VALUE}")
    private double warmupSeconds;

    @Option(
            names = "--seconds",
            defaultValue = "4",
            description = "seconds to measure; default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--connect-seconds",
            defaultValue = "40",
            description = "longest time to connect and set up; default: ${DEFAULT-VALUE}")
    private double connectSeconds;

    @Option(
            names = "--pid",
            description = "the router's process, to measure its CPU and memory, children included")
    private long pid;

    @Option(
            names = "--tag",
            paramLabel = "NAME=TEXT",
            description = "copied into the result; repeatable")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--out", description = "file to append the result to, besides printing it")
    private @Nullable Path out;

    /** Performs {@code workload} and prints what it reports; returns the exit code. */
    int run(String name, Workload workload) {
        Target target = target();
        Report report = new Report();
        report.put("workload", name).put("url", url).put("serializer", lower(format));
        report.putAll(tags);
        try (EventLoop loop = new EventLoop()) {
            workload.run(new LoadRun(this, target, loop, report, RouterProcess.of(pid)));
            publish(report);
            return 0;
        } catch (LoadFailure | WireFault e) {
            publish(report.put("failure", String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private Target target() {
        if (warmupSeconds + seconds > LONGEST_RUN_SECONDS || connectSeconds > LONGEST_RUN_SECONDS) {
            throw usage("a run takes " + LONGEST_RUN_SECONDS + " s at most");
        }
        try {
            Target target = Target.of(url);
            if (!target.isLoopback() && !allowRemote) {
                throw usage("--allow-remote is needed for " + url);
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw usage("--url: " + e.getMessage());
        }
    }

    /** What to throw when options do not fit together. */
    ParameterException usage(String message) {
        if (command == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(command.commandLine(), message);
    }

    private void publish(Report report) {
        String line = report.toJson();
        System.out.println(line);
        if (out == null) {
            return;
        }
        try {
            Files.writeString(
                    out, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    String realm() {
        return realm;
    }

    Format format() {
        return format;
    }

    Applicant applicant() {
        return user == null ? Applicant.ANONYMOUS : new Applicant(user, "password", password);
    }

    long warmupNanos() {
        return nanos(warmupSeconds);
    }

    long measuredNanos() {
        return nanos(seconds);
    }

    long connectNanos() {
        return nanos(connectSeconds);
    }

    static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    /** The part of a run that differs. */
    interface Workload {
        void run(LoadRun run);
    }
}
