package io.patchbay.security.procedure;

import static io.patchbay.api.management.ManagementProcedure.inRealm;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.security.operation.GrantOperations;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.record.Role;
import io.patchbay.wamp.Payload;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code bondy.user.*}. */
final class UserProcedures {
    private final UserOperations users;
    private final GrantOperations grants;

    UserProcedures(UserOperations users, GrantOperations grants) {
        this.users = users;
        this.grants = grants;
    }

    List<ManagementProcedure> all() {
        return List.of(
                inRealm("user.add", this::add, "data"),
                inRealm("user.get", this::get, "username"),
                inRealm("user.list", this::list),
                inRealm("user.update", this::update, "username", "data"),
                inRealm("user.delete", this::delete, "username"),
                inRealm("user.enable", this::enable, "username"),
                inRealm("user.disable", this::disable, "username"),
                inRealm("user.is_enabled", this::isEnabled, "username"),
                inRealm("user.change_password", this::changePassword, "username", "password")
                        .optionally("old_password"),
                inRealm("user.add_alias", this::addAlias, "username", "alias"),
                inRealm("user.remove_alias", this::removeAlias, "username", "alias"),
                inRealm("user.add_group", this::addGroups, "username", "groups"),
                inRealm("user.add_groups", this::addGroups, "username", "groups"),
                inRealm("user.remove_group", this::removeGroups, "username", "groups"),
                inRealm("user.remove_groups", this::removeGroups, "username", "groups"),
                inRealm("user.grants", this::grants, "username"));
    }

    private static String username(ManagementCall call) {
        return call.string("username");
    }

    private CompletionStage<Payload> add(ManagementCall call) {
        return Answer.once(users.add(call.realm(), call.dict("data")));
    }

    private CompletionStage<Payload> get(ManagementCall call) {
        return Answer.with(users.get(call.realm(), username(call)));
    }

    /** All there are, or a part: there may be millions. */
    private CompletionStage<Payload> list(ManagementCall call) {
        return CompletableFuture.completedStage(
                call.listed(users.list(call.realm(), call.text("after", ""), call.limit())));
    }

    /** Those that spare the session that calls. */
    private UserOperations users(ManagementCall call) {
        return users.by(call.caller().id());
    }

    private CompletionStage<Payload> update(ManagementCall call) {
        return Answer.once(users(call).update(call.realm(), username(call), call.dict("data")));
    }

    private CompletionStage<Payload> delete(ManagementCall call) {
        return Answer.nothing(users(call).remove(call.realm(), username(call)));
    }

    private CompletionStage<Payload> enable(ManagementCall call) {
        return Answer.nothing(users.enable(call.realm(), username(call)));
    }

    private CompletionStage<Payload> disable(ManagementCall call) {
        return Answer.nothing(users(call).disable(call.realm(), username(call)));
    }

    private CompletionStage<Payload> isEnabled(ManagementCall call) {
        return Answer.with(users.isEnabled(call.realm(), username(call)));
    }

    private CompletionStage<Payload> changePassword(ManagementCall call) {
        return Answer.nothing(
                users(call)
                        .changePassword(
                                call.realm(),
                                username(call),
                                call.string("password"),
                                call.optionalString("old_password")));
    }

    private CompletionStage<Payload> addAlias(ManagementCall call) {
        return Answer.once(users.addAlias(call.realm(), username(call), call.string("alias")));
    }

    private CompletionStage<Payload> removeAlias(ManagementCall call) {
        return Answer.once(users.removeAlias(call.realm(), username(call), call.string("alias")));
    }

    private CompletionStage<Payload> addGroups(ManagementCall call) {
        return Answer.once(users.addGroups(call.realm(), username(call), call.strings("groups")));
    }

    private CompletionStage<Payload> removeGroups(ManagementCall call) {
        return Answer.once(
                users.removeGroups(call.realm(), username(call), call.strings("groups")));
    }

    /** Those to the user itself; an alias is not enough for it to be found. */
    private CompletionStage<Payload> grants(ManagementCall call) {
        Object name = users.get(call.realm(), username(call)).get("username");
        return Answer.with(grants.list(call.realm(), Role.user(String.valueOf(name))));
    }
}
