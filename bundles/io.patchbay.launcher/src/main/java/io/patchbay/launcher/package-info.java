/**
 * Starts the framework with what the features name.
 *
 * <p>Lives on the class path; bundles never see it.
 */
@NullMarked
package io.patchbay.launcher;

import org.jspecify.annotations.NullMarked;
