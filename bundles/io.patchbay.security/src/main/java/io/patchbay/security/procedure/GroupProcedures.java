package io.patchbay.security.procedure;

import static io.patchbay.api.management.ManagementProcedure.inRealm;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.security.operation.GrantOperations;
import io.patchbay.security.operation.GroupOperations;
import io.patchbay.security.record.Role;
import io.patchbay.wamp.Payload;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code bondy.group.*}. */
final class GroupProcedures {
    private final GroupOperations groups;
    private final GrantOperations grants;

    GroupProcedures(GroupOperations groups, GrantOperations grants) {
        this.groups = groups;
        this.grants = grants;
    }

    List<ManagementProcedure> all() {
        return List.of(
                inRealm("group.add", this::add, "data"),
                inRealm("group.get", this::get, "name"),
                inRealm("group.list", call -> Answer.with(groups.list(call.realm()))),
                inRealm("group.update", this::update, "name", "data"),
                inRealm("group.delete", this::delete, "name"),
                inRealm("group.add_group", this::addGroups, "name", "groups"),
                inRealm("group.add_groups", this::addGroups, "name", "groups"),
                inRealm("group.remove_group", this::removeGroups, "name", "groups"),
                inRealm("group.remove_groups", this::removeGroups, "name", "groups"),
                inRealm("group.grants", this::grants, "name"));
    }

    private static String name(ManagementCall call) {
        return call.string("name");
    }

    private CompletionStage<Payload> add(ManagementCall call) {
        return Answer.once(groups.add(call.realm(), call.dict("data")));
    }

    private CompletionStage<Payload> get(ManagementCall call) {
        return Answer.with(groups.get(call.realm(), name(call)));
    }

    private CompletionStage<Payload> update(ManagementCall call) {
        return Answer.once(groups.update(call.realm(), name(call), call.dict("data")));
    }

    private CompletionStage<Payload> delete(ManagementCall call) {
        return Answer.nothing(groups.remove(call.realm(), name(call)));
    }

    private CompletionStage<Payload> addGroups(ManagementCall call) {
        return changed(call, groups.addGroups(call.realm(), name(call), call.strings("groups")));
    }

    private CompletionStage<Payload> removeGroups(ManagementCall call) {
        return changed(call, groups.removeGroups(call.realm(), name(call), call.strings("groups")));
    }

    private CompletionStage<Payload> changed(ManagementCall call, CompletionStage<Void> done) {
        return Answer.once(done.thenApply(nothing -> groups.get(call.realm(), name(call))));
    }

    private CompletionStage<Payload> grants(ManagementCall call) {
        Object name = groups.get(call.realm(), name(call)).get("name");
        return Answer.with(grants.list(call.realm(), Role.group(String.valueOf(name))));
    }
}
