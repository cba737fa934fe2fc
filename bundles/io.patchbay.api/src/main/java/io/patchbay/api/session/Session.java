package io.patchbay.api.session;

import io.patchbay.api.realm.Rights;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An established session, as other bundles see it. All that it tells is constant, but for its
 * rights; any thread.
 */
@ProviderType
public interface Session {
    long id();

    Uri realm();

    Identity identity();

    ConnectionInfo connection();

    /** What it may do by the grants that are in force now. */
    Rights rights();
}
