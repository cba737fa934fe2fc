/** What components read of their configuration, and how they tell what is wrong with it. */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
