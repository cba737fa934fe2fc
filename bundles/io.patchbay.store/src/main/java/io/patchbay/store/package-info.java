/**
 * The store: records in memory, made durable by one thread in one file.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.store;

import org.jspecify.annotations.NullMarked;
