package io.patchbay.transport.netty;

import io.patchbay.api.metrics.MetricSource.Sink;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * Bytes and frames of a listener. Any thread, but the counts of a loop are written on that loop.
 */
public final class Traffic {
    private final OfLoop[] loops;

    public Traffic(EventLoops loops) {
        this.loops = new OfLoop[loops.count()];
        for (int i = 0; i < this.loops.length; i++) {
            this.loops[i] = new OfLoop();
        }
    }

    public OfLoop of(NettyLoop loop) {
        return loops[loop.index()];
    }

    public void collect(Sink sink, String... labels) {
        count(sink, "bytes_received", "Bytes received", loop -> loop.bytesIn.get(), labels);
        count(sink, "bytes_sent", "Bytes sent", loop -> loop.bytesOut.get(), labels);
        count(sink, "frames_received", "Frames received", loop -> loop.framesIn.get(), labels);
        count(sink, "frames_sent", "Frames sent", loop -> loop.framesOut.get(), labels);
    }

    private void count(
            Sink sink, String what, String help, ToLongFunction<OfLoop> count, String... labels) {
        long sum = 0;
        for (OfLoop loop : loops) {
            sum += count.applyAsLong(loop);
        }
        sink.counter("patchbay_transport_" + what + "_total", help, (double) sum, labels);
    }

    /** The counts of one loop: only it writes, so no atomic addition is needed. */
    public static final class OfLoop {
        private final AtomicLong bytesIn = new AtomicLong();
        private final AtomicLong bytesOut = new AtomicLong();
        private final AtomicLong framesIn = new AtomicLong();
        private final AtomicLong framesOut = new AtomicLong();

        private OfLoop() {}

        public void received(int bytes) {
            add(bytesIn, bytes);
        }

        public void delivered(int frames) {
            add(framesIn, frames);
        }

        /** One frame, with its header. */
        public void sent(int frameBytes) {
            add(bytesOut, frameBytes);
            add(framesOut, 1);
        }

        private static void add(AtomicLong count, long more) {
            count.setOpaque(count.getPlain() + more);
        }
    }
}
