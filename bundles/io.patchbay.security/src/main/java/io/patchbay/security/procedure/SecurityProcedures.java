package io.patchbay.security.procedure;

import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.security.oauth.Members;
import io.patchbay.security.oauth.Tokens;
import io.patchbay.security.operation.GrantOperations;
import io.patchbay.security.operation.GroupOperations;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.PasswordHashing;
import io.patchbay.security.operation.RealmOperations;
import io.patchbay.security.operation.SourceOperations;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.ticket.Tickets;

import java.util.List;
import java.util.stream.Stream;

/** All procedures by which operations can be asked for. */
public final class SecurityProcedures {
    private SecurityProcedures() {}

    /**
     * @param directory the realms as they are in force
     */
    public static List<ManagementProcedure> all(
            Operations operations,
            PasswordHashing passwords,
            Directory directory,
            Tickets tickets,
            Tokens tokens) {
        var realms = new RealmOperations(operations, passwords);
        var users = new UserOperations(operations, passwords);
        var groups = new GroupOperations(operations);
        var sources = new SourceOperations(operations);
        var grants = new GrantOperations(operations);
        return Stream.of(
                        new RealmProcedures(realms, grants).all(),
                        new UserProcedures(users, grants).all(),
                        new GroupProcedures(groups, grants).all(),
                        new AccessProcedures(sources, grants, directory).all(),
                        new TicketProcedures(tickets).all(),
                        new OAuthProcedures(
                                        tokens,
                                        Members.clients(users, groups),
                                        Members.owners(users, groups))
                                .all())
                .flatMap(List::stream)
                .map(SecurityProcedures::telling)
                .toList();
    }

    private static ManagementProcedure telling(ManagementProcedure procedure) {
        return new ManagementProcedure(
                procedure.name(),
                procedure.scope(),
                procedure.required(),
                procedure.optional(),
                Answer.telling(procedure.handler()));
    }
}
