package io.patchbay.core.broker;

import io.patchbay.wamp.Message.Publish;
import io.patchbay.wamp.Payload;

import java.util.List;
import java.util.Map;

/** How much a retained event counts: what was published with it, whether encoded or not. */
final class RetainedSize {
    /** What an event takes beside what it carries, and a value beside its content. */
    private static final int EVENT = 256;

    private static final int VALUE = 16;

    private RetainedSize() {}

    static long of(Publish message) {
        Payload payload = message.payload();
        long carried =
                payload.format() == null
                        ? of(payload.args()) + of(payload.kwargs())
                        : payload.length();
        return EVENT
                + message.topic().toString().length()
                + of(message.options().asMap())
                + carried;
    }

    private static long of(Object value) {
        return VALUE
                + switch (value) {
                    case String text -> text.length();
                    case byte[] binary -> binary.length;
                    case List<?> list -> list.stream().mapToLong(RetainedSize::of).sum();
                    case Map<?, ?> map ->
                            map.entrySet().stream()
                                    .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
                                    .sum();
                    case null, default -> 0;
                };
    }
}
