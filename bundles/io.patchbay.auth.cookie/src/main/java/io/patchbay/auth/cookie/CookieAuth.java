package io.patchbay.auth.cookie;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.osgi.service.component.annotations.Component;

import java.util.Locale;

/**
 * The client's connection began with a cookie that has a ticket. Nothing is asked: a page may use
 * the cookie without being able to read it.
 */
@Component(immediate = true)
@WampAuthMethod(method = CookieAuth.NAME)
public final class CookieAuth implements AuthMethod {
    static final String NAME = "cookie";

    @Override
    public boolean isPossible(Uri realm, ConnectionInfo connection) {
        return connection.cookies().containsKey(cookie(realm));
    }

    private static String cookie(Uri realm) {
        return ConnectionInfo.COOKIES + "ticket_" + realm.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        String ticket = request.connection().cookies().getOrDefault(cookie(request.realm()), "");
        return () ->
                request.principal()
                        .redeem(TokenKind.TICKET, ticket, NAME)
                        .thenApply(AuthOutcome::of);
    }
}
