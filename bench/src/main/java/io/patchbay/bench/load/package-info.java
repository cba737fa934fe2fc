/**
 * The end-to-end load driver: workloads against any WAMP router, each a command that prints one
 * JSON line. A run is bounded in time and in count, uses one thread, and says how much of the
 * machine others used meanwhile.
 */
@NullMarked
package io.patchbay.bench.load;

import org.jspecify.annotations.NullMarked;
