/**
 * The extension point for management procedures, {@code bondy.*}. For every bundle that has
 * something to be managed, and for the one bundle that answers the calls; see {@link
 * io.patchbay.api.management.ManagementProcedures}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.management;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
