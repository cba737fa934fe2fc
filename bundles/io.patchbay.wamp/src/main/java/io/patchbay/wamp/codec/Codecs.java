package io.patchbay.wamp.codec;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The codecs of one thread, one for each format in use: readers, writers and tables are large and
 * shared by all sessions of the thread.
 */
@SuppressWarnings("ReferenceEquality") // what makes formats the same
public final class Codecs {
    private final List<MessageCodec> codecs = new ArrayList<>();

    /** Weak: a payload may be kept, and then sent, for longer than its format is there. */
    private final List<WeakReference<ForeignReader>> foreign = new ArrayList<>();

    private record ForeignReader(Format format, ValueReader reader) {}

    /** The codec for the format, made when first asked for. */
    public MessageCodec of(Format format) {
        for (int i = 0; i < codecs.size(); i++) {
            if (codecs.get(i).format() == format) {
                return codecs.get(i);
            }
        }
        var codec = new MessageCodec(format, this::reader);
        codecs.add(codec);
        return codec;
    }

    private ValueReader reader(Format format) {
        for (int i = 0; i < foreign.size(); i++) {
            ForeignReader known = foreign.get(i).get();
            if (known != null && known.format == format) {
                return known.reader;
            }
        }
        foreign.removeIf(reference -> reference.get() == null);
        var made = new ForeignReader(format, format.newReader());
        foreign.add(new WeakReference<>(made));
        return made.reader;
    }

    /** Lets go of the codec of a format that is leaving. */
    public void forget(Format format) {
        codecs.removeIf(codec -> codec.format() == format);
    }
}
