/**
 * What the router still waits for before it is ready. For every bundle that must be up; see {@link
 * io.patchbay.api.health.ReadyCheck}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
