package io.patchbay.bench.load;

import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.Template;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A session that publishes marked text, to one topic or to random ones of many, without
 * acknowledgement.
 */
final class Publisher {
    private static final int ELEMENTS_AFTER_ID = 3;

    private final Session session;
    private final Template[] messages;
    private final SequenceMark mark;
    private final SplittableRandom random = new SplittableRandom(42);

    /**
     * @param options of PUBLISH
     * @param payload bytes of the one argument
     */
    Publisher(Session session, List<String> topics, Map<String, Object> options, int payload) {
        this.session = session;
        Format format = session.format();
        byte[] arguments = Template.elements(format, List.of(SequenceMark.text(payload)));
        byte[] closing = Template.closing(format);
        mark = new SequenceMark(arguments);
        messages =
                topics.stream()
                        .map(topic -> Template.elements(format, options, topic))
                        .map(
                                head ->
                                        Template.joined(
                                                format,
                                                MessageType.PUBLISH,
                                                ELEMENTS_AFTER_ID,
                                                head,
                                                arguments,
                                                closing))
                        .toArray(Template[]::new);
    }

    void publish(long sequence) {
        mark.write(sequence);
        session.request(
                messages.length == 1 ? messages[0] : messages[random.nextInt(messages.length)]);
    }
}
