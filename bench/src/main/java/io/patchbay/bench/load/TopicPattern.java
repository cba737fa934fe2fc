package io.patchbay.bench.load;

import java.util.Map;

/** Ways to subscribe to one topic. */
enum TopicPattern {
    EXACT(TopicPattern.TOPIC),
    PREFIX("com.bench."),
    WILDCARD("com..topic");

    static final String TOPIC = "com.bench.topic";

    private final String text;

    TopicPattern(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The options of SUBSCRIBE. */
    Map<String, Object> options() {
        return this == EXACT ? Map.of() : Map.of("match", LoadOptions.lower(this));
    }
}
