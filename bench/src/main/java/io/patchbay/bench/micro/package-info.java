/**
 * JMH benchmarks of what happens to a message inside the router: decoding and encoding, next to the
 * libraries that decode whole messages, and the way through the core between connections in memory.
 */
@NullMarked
package io.patchbay.bench.micro;

import org.jspecify.annotations.NullMarked;
