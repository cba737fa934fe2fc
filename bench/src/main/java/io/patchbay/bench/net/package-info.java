/**
 * Sockets: one event loop, one thread, non-blocking. Writes of one turn leave in one system call
 * per connection, so that the generator stays cheaper than what it measures. Knows frames, not what
 * is in them.
 */
@NullMarked
package io.patchbay.bench.net;

import org.jspecify.annotations.NullMarked;
