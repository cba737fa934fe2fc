/**
 * The MessagePack serializer.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.serializer.msgpack;

import org.jspecify.annotations.NullMarked;
