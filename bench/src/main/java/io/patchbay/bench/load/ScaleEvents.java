package io.patchbay.bench.load;

import io.patchbay.bench.wire.Cursor;

import java.util.List;
import java.util.Map;

/** Publications to random ones of many topics with one subscriber each. */
final class ScaleEvents {
    private final LoadRun run;
    private final RegistryFill entries;
    private final int payload;

    ScaleEvents(LoadRun run, RegistryFill entries, int payload) {
        this.run = run;
        this.entries = entries;
        this.payload = payload;
    }

    void run(List<Session> subscribers, List<String> topics, int window) {
        Session session = SessionGroup.open(run, run.options().format(), 1).getFirst();
        Publisher publisher = new Publisher(session, topics, Map.of(), payload);
        PublishDriver driver = new PublishDriver(run, 1, publisher::publish);
        for (Session subscriber : subscribers) {
            subscriber.receiver((type, body) -> received(driver, type, body));
        }
        entries.fill(subscribers, MessageType.SUBSCRIBE);
        driver.closedLoop(window);
    }

    private void received(PublishDriver driver, int type, Cursor body) {
        switch (type) {
            case MessageType.EVENT -> driver.event(body);
            case MessageType.SUBSCRIBED -> entries.acknowledged();
            case MessageType.ERROR -> run.errors().add(body.text());
            default -> {}
        }
    }
}
