package io.patchbay.bench.load;

import io.patchbay.bench.wire.Cursor;

import org.HdrHistogram.Histogram;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "idle",
        description = "Many sessions that subscribe to a topic of their own and then keep still.")
final class IdleCommand implements Callable<Integer> {
    private static final int SESSIONS_PER_SOURCE = 20_000;
    private static final int TOLERATED_FAILURES = 50;

    @Mixin private LoadOptions options = new LoadOptions();

    @Option(names = "--sessions", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int sessions;

    @Option(
            names = "--hold",
            defaultValue = "3",
            description = "seconds to keep still; default: ${DEFAULT-VALUE}")
    private double holdSeconds;

    @Option(
            names = "--heap",
            description = "collect in the router's JVM; report live bytes per session")
    private boolean heap;

    private final Histogram connectNanos = new Histogram(60_000_000_000L, 3);
    private int subscribed;

    @Override
    public Integer call() {
        return options.run("idle", this::run);
    }

    private void run(LoadRun run) {
        HeapGrowth growth = heap ? new HeapGrowth(run.router()) : null;
        RouterProcess.Usage before = run.router().usage();
        int joined = connect(run, before);
        hold(run, before, joined);
        if (growth != null) {
            growth.report(run.report(), "heap_bytes_per_session", joined);
        }
        run.errors().report(run.report());
    }

    private int connect(LoadRun run, RouterProcess.Usage before) {
        SessionGroup group =
                new SessionGroup(run, options.format())
                        .sources(1 + (sessions - 1) / SESSIONS_PER_SOURCE)
                        .tolerate(TOLERATED_FAILURES)
                        .onJoined(session -> subscribe(run, session));
        long begin = System.nanoTime();
        group.open(sessions);
        run.loop().runUntil(() -> subscribed >= group.joined(), options.connectNanos());
        double seconds = (System.nanoTime() - begin) / 1e9;
        Report report =
                run.report()
                        .put("sessions", sessions)
                        .put("joined", group.joined())
                        .put("failed", group.failed());
        report.put("subscribed", subscribed)
                .put("connect_s", seconds)
                .put("connects_per_s", group.joined() / seconds);
        report.put("p50_us", connectNanos.getValueAtPercentile(50) / 1e3);
        report.put("p99_us", connectNanos.getValueAtPercentile(99) / 1e3);
        long cpu = run.router().usage().since(before).cpuNanos();
        report.put("router_cpu_us_per_op", cpu / 1e3 / group.joined());
        return group.joined();
    }

    private void subscribe(LoadRun run, Session session) {
        connectNanos.recordValue(System.nanoTime() - session.beganNanos());
        session.receiver((type, body) -> received(run, type, body));
        session.send(
                MessageType.SUBSCRIBE,
                session.nextId(),
                Map.of(),
                "com.bench.idle." + session.index());
    }

    private void received(LoadRun run, int type, Cursor body) {
        if (type == MessageType.SUBSCRIBED) {
            subscribed++;
        } else if (type == MessageType.ERROR) {
            run.errors().add(body.text());
        }
    }

    private void hold(LoadRun run, RouterProcess.Usage before, int joined) {
        RouterProcess.Usage connected = run.router().usage();
        run.loop().runUntil(System.nanoTime() + LoadOptions.nanos(holdSeconds));
        RouterProcess.Usage held = run.router().usage();
        double resident = held.residentBytes() - before.residentBytes();
        run.report()
                .put("router_rss_mb_before", before.residentBytes() / 1e6)
                .put("router_rss_mb", held.residentBytes() / 1e6);
        run.report().put("resident_bytes_per_session", resident / joined);
        run.report().put("idle_cpu_util", held.since(connected).cpuNanos() / 1e9 / holdSeconds);
    }
}
