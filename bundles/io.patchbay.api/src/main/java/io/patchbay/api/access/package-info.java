/**
 * The extension point for authorization. For bundles that decide who may do what; see {@link
 * io.patchbay.api.access.Authorizer}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
