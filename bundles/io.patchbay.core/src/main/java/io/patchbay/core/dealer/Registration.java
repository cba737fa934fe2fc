package io.patchbay.core.dealer;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Uri;

/**
 * A procedure and who answers it. Immutable.
 *
 * @param callee the session that registered it
 */
public record Registration(long id, Uri procedure, RouterSession callee) {}
