package io.patchbay.core.session;

import io.patchbay.api.access.Authorizer;

import java.util.List;

/** What all sessions of the router share. Any thread. */
public interface SessionContext {
    Limits limits();

    Counters counters();

    List<Authorizer> authorizers();

    /** Whether the router is about to stop and takes no more calls. */
    boolean isDraining();
}
