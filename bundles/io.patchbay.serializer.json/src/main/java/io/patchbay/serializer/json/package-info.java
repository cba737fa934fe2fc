/**
 * The JSON serializer.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.serializer.json;

import org.jspecify.annotations.NullMarked;
