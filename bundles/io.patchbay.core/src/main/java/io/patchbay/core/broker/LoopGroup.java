package io.patchbay.core.broker;

import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.RouterSession;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

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

    /**
     * @param publisher who sent the event and is slowed down if a member does not keep up
     * @param excluded the session that does not get the event, or null
     */
    void deliver(Outgoing event, RouterSession publisher, @Nullable RouterSession excluded) {
        for (int i = size - 1; i >= 0; i--) {
            Subscriber member = members[i];
            if (member != null && member.session != excluded) {
                member.session.deliver(event, publisher);
            }
        }
    }
}
