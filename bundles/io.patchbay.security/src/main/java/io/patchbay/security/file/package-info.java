/** The static realm file. Private to the bundle. */
@NullMarked
package io.patchbay.security.file;

import org.jspecify.annotations.NullMarked;
