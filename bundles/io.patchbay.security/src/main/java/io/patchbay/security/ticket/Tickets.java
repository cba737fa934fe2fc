package io.patchbay.security.ticket;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.Store;
import io.patchbay.security.key.SigningKey;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.Refusal;
import io.patchbay.security.operation.SigningKeys;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.record.Draft;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.Records;
import io.patchbay.security.record.UserRecord;
import io.patchbay.security.token.Jws;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The tickets that realms have issued. Each is kept, without what would let anybody in, as long as
 * it is good: one that is not kept is not good. Any thread; nothing blocks.
 */
public final class Tickets implements AutoCloseable {
    private final Directory directory;
    private final Operations operations;
    private final Records records;
    private final SigningKeys keys;
    private final InstantSource clock;
    private final Store.Listening listening;
    private volatile TicketSettings settings;

    public Tickets(
            Directory directory,
            Operations operations,
            Records records,
            SigningKeys keys,
            TicketSettings settings,
            InstantSource clock) {
        this.directory = directory;
        this.operations = operations;
        this.records = records;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.listening = records.listen(this::committed);
    }

    public void settings(TicketSettings changed) {
        settings = changed;
    }

    /**
     * A ticket, and what a client sends to come in by it.
     *
     * @param text is a secret
     */
    public record Issued(Ticket ticket, String text) {
        @Override
        public String toString() {
            return "Issued[" + ticket.id() + "]";
        }
    }

    /** Whether one who has come in by that method may have a ticket. */
    public boolean mayHave(String authmethod) {
        return settings.authmethods().contains(authmethod);
    }

    /**
     * What a ticket would be for.
     *
     * @throws Refusal if there cannot be such a ticket
     */
    public Scope scope(Uri realm, String username, TicketRequest request) {
        Uri sso = account(realm, username).user().ssoRealmUri();
        return new Scope(
                request.allowSso() && sso != null ? null : realm,
                client(realm, username, request),
                request.deviceId());
    }

    private Account account(Uri realm, String username) {
        return directory
                .enabled(realm, username)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.NO_SUCH_USERS,
                                        "there is no user '" + username + "' who is enabled"));
    }

    /** The program that proves by its own ticket which one it is, or the one that is named. */
    private @Nullable String client(Uri realm, String username, TicketRequest request) {
        String shown = request.clientTicket();
        if (shown == null) {
            return request.clientId();
        }
        Ticket ticket =
                verify(realm, shown)
                        .orElseThrow(() -> refused("client_ticket", "a ticket that is good here"));
        if (ticket.scope().clientId() != null) {
            throw refused("client_ticket", "a ticket that is not for a client itself");
        }
        if (ticket.authid().equals(username)) {
            throw refused("client_ticket", "the ticket of another user");
        }
        if (request.clientId() != null && !ticket.authid().equals(request.clientId())) {
            throw refused("client_id", "that of 'client_ticket', or none");
        }
        return ticket.authid();
    }

    private static Refusal refused(String what, String expected) {
        return new Refusal(Refusal.INVALID_VALUE, "'" + what + "' is not " + expected);
    }

    /**
     * Issues a ticket, in the place of the one that the user has for the same.
     *
     * @param authmethod how the user has come in
     */
    public CompletionStage<Issued> issue(
            Uri realm, String username, String authmethod, Scope scope, long lifetimeS) {
        Account account = account(realm, username);
        Uri sso = account.user().ssoRealmUri();
        Uri authrealm = scope.realm() == null && sso != null ? sso : realm;
        return keys.of(authrealm)
                .thenCompose(
                        key -> {
                            Ticket ticket =
                                    ticket(authrealm, account, authmethod, scope, lifetimeS, key);
                            String credentials = account.keeper().credentials();
                            return keep(ticket, credentials)
                                    .thenApply(kept -> Jws.sign(key, ticket.claims()))
                                    .thenApply(text -> new Issued(ticket, text));
                        });
    }

    private Ticket ticket(
            Uri authrealm,
            Account account,
            String authmethod,
            Scope scope,
            long lifetimeS,
            SigningKey key) {
        long now = clock.instant().getEpochSecond();
        long longest = settings.lifetimeS();
        return new Ticket(
                UUID.randomUUID().toString(),
                authrealm,
                account.username(),
                authmethod,
                account.username(),
                now,
                now + (lifetimeS == 0 ? longest : Math.min(lifetimeS, longest)),
                scope,
                key.kid());
    }

    private CompletionStage<Void> keep(Ticket ticket, String credentials) {
        return operations.perform(
                (draft, happenings) -> {
                    draft.put(ticket.recordId(), new KeptTicket(ticket, credentials).json());
                    makeRoom(draft, ticket);
                });
    }

    /** What has expired goes, and what expires first if there are too many. */
    private void makeRoom(Draft draft, Ticket added) {
        long now = clock.instant().getEpochSecond();
        List<KeptTicket> others = kept(draft, added.authrealm(), added.authid());
        others.removeIf(other -> other.ticket().id().equals(added.id()));
        others.sort(Comparator.comparingLong(other -> -other.ticket().expiresAt()));
        for (int i = 0; i < others.size(); i++) {
            Ticket other = others.get(i).ticket();
            if (i >= settings.perUser() - 1 || other.expiresAt() <= now) {
                draft.remove(other.recordId());
            }
        }
    }

    private static List<KeptTicket> kept(RecordView view, Uri realm, String username) {
        var kept = new ArrayList<KeptTicket>();
        view.forEach(
                RecordId.TICKETS,
                RecordId.userPrefix(realm, username),
                (id, value) -> RecordView.read(id, value, KeptTicket::read).ifPresent(kept::add));
        return kept;
    }

    /** The ticket that a client shows in a realm; empty if it is none, or not good there now. */
    public Optional<Ticket> verify(Uri realm, String text) {
        return Jws.read(text).flatMap(jws -> verify(realm, jws));
    }

    private Optional<Ticket> verify(Uri realm, Jws jws) {
        Ticket ticket;
        try {
            ticket = Ticket.read(jws.claims());
        } catch (InvalidRecord e) {
            return Optional.empty();
        }
        boolean isGood =
                ticket.kid().equals(jws.kid())
                        && clock.instant().getEpochSecond() < ticket.expiresAt()
                        && isGoodIn(realm, ticket)
                        && keys.find(ticket.authrealm(), jws.kid()).filter(jws::isBy).isPresent();
        return isGood ? Optional.of(ticket) : Optional.empty();
    }

    /** Whether it is kept, and the user has the credentials that it had then. */
    private boolean isGoodIn(Uri realm, Ticket ticket) {
        Optional<Account> account =
                directory.guard(realm).flatMap(guard -> guard.account(ticket.authid()));
        Optional<KeptTicket> kept =
                records.bytes(ticket.recordId())
                        .flatMap(
                                value ->
                                        RecordView.read(
                                                ticket.recordId(), value, KeptTicket::read));
        if (account.isEmpty() || kept.isEmpty() || !kept.get().ticket().equals(ticket)) {
            return false;
        }
        Uri expected = ticket.scope().realm() == null ? account.get().user().ssoRealmUri() : realm;
        return Objects.equals(ticket.authrealm(), expected)
                && account.get().keeper().credentials().equals(kept.get().credentials());
    }

    /** The ticket is not good any more. */
    public CompletionStage<Void> revoke(Ticket ticket) {
        return operations.perform(
                (draft, happenings) -> {
                    if (draft.bytes(ticket.recordId()).isPresent()) {
                        draft.remove(ticket.recordId());
                    }
                });
    }

    /** None that the realm has issued to the user is good any more, nor any in its SSO realm. */
    public CompletionStage<Void> revokeAll(Uri realm, String username) {
        Optional<Account> account =
                directory.guard(realm).flatMap(guard -> guard.account(username));
        String name = account.map(Account::username).orElse(username);
        Uri sso = account.map(found -> found.user().ssoRealmUri()).orElse(null);
        return operations.perform(
                (draft, happenings) -> {
                    removeAll(draft, realm, name, kept -> true);
                    if (sso != null) {
                        removeAll(draft, sso, name, kept -> true);
                    }
                });
    }

    private static void removeAll(
            Draft draft, Uri realm, String username, Predicate<KeptTicket> condition) {
        kept(draft, realm, username).stream()
                .filter(condition)
                .forEach(kept -> draft.remove(kept.ticket().recordId()));
    }

    /** What was issued to users who are gone, or have other credentials, goes as well. */
    private void committed(List<Change> changes) {
        for (Change change : changes) {
            RecordId id = RecordId.of(change);
            if (id.map().equals(RecordId.USERS)
                    && !kept(records, id.realm(), id.name()).isEmpty()) {
                dropObsolete(id.realm(), id.name());
            }
        }
    }

    private void dropObsolete(Uri realm, String username) {
        operations.perform(
                (draft, happenings) -> {
                    Optional<UserRecord> user = draft.find(realm, username);
                    Uri sso = user.map(UserRecord::ssoRealmUri).orElse(null);
                    Optional<UserRecord> keeper = sso == null ? user : draft.find(sso, username);
                    String now = keeper.map(UserRecord::credentials).orElse("");
                    removeAll(draft, realm, username, kept -> !kept.credentials().equals(now));
                });
    }

    @Override
    public void close() {
        listening.close();
    }
}
