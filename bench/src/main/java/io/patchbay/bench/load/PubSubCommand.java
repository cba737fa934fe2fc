package io.patchbay.bench.load;

import static java.util.stream.Collectors.joining;

import io.patchbay.bench.wire.Cursor;
import io.patchbay.bench.wire.Format;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "pubsub",
        description = "One publisher, many subscribers; an operation is one delivered event.")
final class PubSubCommand implements Callable<Integer> {
    @Mixin private LoadOptions options = new LoadOptions();

    @Option(names = "--subscribers", defaultValue = "10", description = "default: ${DEFAULT-VALUE}")
    private int subscribers;

    @Option(names = "--subscriber-serializer", description = "default: that of the publisher")
    private @Nullable Format subscriberFormat;

    @Option(
            names = "--match",
            split = ",",
            defaultValue = "exact",
            description =
                    "how they subscribe, in turn: exact, prefix, wildcard; default: ${DEFAULT-VALUE}")
    private List<TopicPattern> patterns = List.of();

    @Mixin private AudienceLists audience = new AudienceLists();

    @Option(
            names = "--window",
            defaultValue = "32",
            description =
                    "publications that not everybody has received yet; default: ${DEFAULT-VALUE}")
    private int window;

    @Option(
            names = "--payload",
            defaultValue = "16",
            description = "bytes of the one argument, 11 or more; default: ${DEFAULT-VALUE}")
    private int payload;

    @Option(names = "--rate", description = "open loop: publications per second")
    private double rate;

    private int subscribed;

    @Override
    public Integer call() {
        if (audience.size(subscribers) == 0) {
            throw options.usage("nobody is left to receive the publications");
        }
        return options.run("pubsub", this::run);
    }

    private void run(LoadRun run) {
        Format format = subscriberFormat == null ? options.format() : subscriberFormat;
        run.report().put("subscriber_serializer", LoadOptions.lower(format));
        run.report().put("subscribers", subscribers).put("window", window).put("payload", payload);
        run.report().put("match", patterns.stream().map(LoadOptions::lower).collect(joining(",")));
        audience.report(run.report());
        Session session = SessionGroup.open(run, options.format(), 1).getFirst();
        List<Session> all = SessionGroup.open(run, format, subscribers);
        Publisher publisher =
                new Publisher(session, List.of(TopicPattern.TOPIC), audience.options(all), payload);
        PublishDriver driver =
                new PublishDriver(run, audience.size(subscribers), publisher::publish);
        subscribe(run, all, driver);
        drive(run, driver);
    }

    private void subscribe(LoadRun run, List<Session> sessions, PublishDriver driver) {
        for (Session session : sessions) {
            TopicPattern pattern = patterns.get(session.index() % patterns.size());
            session.receiver((type, body) -> received(run, driver, type, body));
            session.send(
                    MessageType.SUBSCRIBE, session.nextId(), pattern.options(), pattern.text());
        }
        run.await("subscribe", () -> subscribed == subscribers);
    }

    private void received(LoadRun run, PublishDriver driver, int type, Cursor body) {
        switch (type) {
            case MessageType.EVENT -> driver.event(body);
            case MessageType.SUBSCRIBED -> subscribed++;
            case MessageType.ERROR -> run.errors().add(body.text());
            default -> {}
        }
    }

    private void drive(LoadRun run, PublishDriver driver) {
        if (rate > 0) {
            run.report().put("rate", rate);
            driver.openLoop(rate);
        } else {
            driver.closedLoop(window);
        }
    }
}
