package io.patchbay.api.management;

import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

/** Tells sessions what was changed. A service, there while the management API is. Any thread. */
@ProviderType
public interface ManagementEvents {
    /**
     * Publishes in a realm, as the router itself. Nothing happens if there is no such realm.
     *
     * @param topic one of {@code bondy.*}
     */
    void publish(Uri realm, Uri topic, Payload payload);
}
