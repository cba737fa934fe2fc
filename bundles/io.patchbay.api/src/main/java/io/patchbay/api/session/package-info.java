/**
 * Sessions as others see them, and sessions that a bundle opens inside the router. For every bundle
 * that is a client of a realm.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
