/**
 * The CBOR serializer.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.serializer.cbor;

import org.jspecify.annotations.NullMarked;
