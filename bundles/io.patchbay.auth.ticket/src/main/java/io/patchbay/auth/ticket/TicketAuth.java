package io.patchbay.auth.ticket;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Question;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.auth.WampAuthMethod;

import org.osgi.service.component.annotations.Component;

/**
 * The client sends a ticket that was issued to it. Specification: "Ticket-based Authentication".
 */
@Component(immediate = true)
@WampAuthMethod(method = TicketAuth.NAME)
public final class TicketAuth implements AuthMethod {
    static final String NAME = "ticket";

    @Override
    public Conversation begin(AuthRequest request) {
        return Question.forToken(request, TokenKind.TICKET, NAME);
    }
}
