/**
 * The benchmark tool's entry point and the bare relay that is its ceiling. For users of the command
 * line; nothing is exported.
 */
@NullMarked
package io.patchbay.bench;

import org.jspecify.annotations.NullMarked;
