/**
 * Contracts that plug-ins must keep and doubles to test them with.
 *
 * <p>For tests only.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.patchbay.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
