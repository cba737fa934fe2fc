package io.patchbay.core.broker;

import io.patchbay.core.session.LoopState;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** The subscribers of one subscription that live on one loop. Touched on that loop only. */
final class LoopGroup {
    final LoopState home;
    private @Nullable Subscriber[] members = new Subscriber[1];
    private int size;

    LoopGroup(LoopState home) {
        this.home = home;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Subscriber subscriber) {
        if (size == members.length) {
            members = Arrays.copyOf(members, size * 2);
        }
        subscriber.index = size;
        members[size++] = subscriber;
    }

    void remove(Subscriber subscriber) {
        Subscriber last = members[--size];
        if (last != null) {
            members[subscriber.index] = last;
            last.index = subscriber.index;
        }
        members[size] = null;
        if (members.length > 16 && size * 4 < members.length) {
            members = Arrays.copyOf(members, members.length / 2);
        }
    }

    void visit(LongConsumer visitor) {
        for (int i = 0; i < size; i++) {
            Subscriber member = members[i];
            if (member != null) {
                visitor.accept(member.session.id());
            }
        }
    }

    /** Delivers an event to those whom it is for. */
    void deliver(Outgoing event, Publication publication) {
        for (int i = size - 1; i >= 0; i--) {
            Subscriber member = members[i];
            if (member != null && publication.isFor(member.session)) {
                member.session.deliver(event, publication.publisher());
            }
        }
    }
}
