package io.patchbay.itests.fuzz;

import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Link;

import java.io.IOException;

/** How a transport is spoken well, and badly. */
interface Wire {
    /** A connection that has agreed on the format. */
    Link connect(int port, Format format) throws IOException;

    /** A connection on which nothing was said yet. */
    Link open(int port, Format format) throws IOException;

    /** What a client says first, as it should or with a twist of its own. */
    byte[] opening(Format format, Mutator mutator);

    /** The message as the transport frames it. */
    byte[] frame(Format format, byte[] message);

    /** The message in frames that a client would not send, and some that it might. */
    byte[] strangely(Format format, byte[] message, Mutator mutator);
}
