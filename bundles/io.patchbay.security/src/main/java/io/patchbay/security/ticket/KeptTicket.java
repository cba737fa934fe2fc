package io.patchbay.security.ticket;

import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;

import java.util.Map;

/**
 * What is stored of a ticket: nothing by which anybody could come in.
 *
 * @param credentials that the user had when it was issued, as {@link
 *     io.patchbay.security.record.UserRecord#credentials} tells
 */
record KeptTicket(Ticket ticket, String credentials) {
    private static final String CREDENTIALS = "credentials";

    static KeptTicket read(JsonCursor json) throws InvalidRecord {
        return new KeptTicket(Ticket.read(json), json.get(CREDENTIALS).text());
    }

    Map<String, Object> json() {
        Map<String, Object> json = ticket.claims();
        json.put(CREDENTIALS, credentials);
        return json;
    }
}
