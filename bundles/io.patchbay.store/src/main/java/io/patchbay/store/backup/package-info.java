/**
 * Backup files: written and read, plain or encrypted.
 *
 * <p>Private to its bundle; needs nothing but the JDK.
 */
@NullMarked
package io.patchbay.store.backup;

import org.jspecify.annotations.NullMarked;
