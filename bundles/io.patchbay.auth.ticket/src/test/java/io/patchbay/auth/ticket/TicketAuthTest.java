package io.patchbay.auth.ticket;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.testkit.TokenMethodContract;

class TicketAuthTest extends TokenMethodContract {
    @Override
    protected AuthMethod method() {
        return new TicketAuth();
    }

    @Override
    protected String name() {
        return "ticket";
    }

    @Override
    protected TokenKind kind() {
        return TokenKind.TICKET;
    }
}
