/**
 * The file that records lie in, and how it is proven whole.
 *
 * <p>Private to its bundle; needs nothing but the JDK and MVStore, so that it works offline as
 * well.
 */
@NullMarked
package io.patchbay.store.file;

import org.jspecify.annotations.NullMarked;
