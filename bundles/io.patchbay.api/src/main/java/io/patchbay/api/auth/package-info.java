/**
 * The extension point for authentication methods. For auth bundles; see {@link
 * io.patchbay.api.auth.AuthMethod}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.auth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
