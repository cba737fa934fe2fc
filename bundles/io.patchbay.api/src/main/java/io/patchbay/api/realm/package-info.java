/**
 * What realms there are, who may come into them and what may be done there. For the bundle that
 * keeps users and grants, which tells the router by a {@link io.patchbay.api.realm.RealmDirectory}.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.patchbay.api.realm;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
