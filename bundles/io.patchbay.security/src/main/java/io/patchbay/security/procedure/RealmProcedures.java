package io.patchbay.security.procedure;

import static io.patchbay.api.management.ManagementProcedure.onMaster;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.security.operation.GrantOperations;
import io.patchbay.security.operation.RealmOperations;
import io.patchbay.security.record.Names;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code bondy.realm.*}. */
final class RealmProcedures {
    private final RealmOperations realms;
    private final GrantOperations grants;

    RealmProcedures(RealmOperations realms, GrantOperations grants) {
        this.realms = realms;
        this.grants = grants;
    }

    List<ManagementProcedure> all() {
        return List.of(
                onMaster("realm.create", this::create, "data"),
                onMaster("realm.get", this::get, "uri"),
                onMaster("realm.list", call -> Answer.with(realms.list())),
                onMaster("realm.update", this::update, "uri", "data"),
                onMaster("realm.delete", this::delete, "uri"),
                onMaster("realm.grants", this::grants, "uri"),
                onMaster("realm.security.enable", call -> secure(call, true), "uri"),
                onMaster("realm.security.disable", call -> secure(call, false), "uri"),
                onMaster("realm.security.status", this::status, "uri"),
                onMaster("realm.security.is_enabled", this::isEnabled, "uri"));
    }

    private static Uri uri(ManagementCall call) {
        return Uri.of(Names.fold(call.string("uri")));
    }

    private CompletionStage<Payload> create(ManagementCall call) {
        return Answer.once(realms.create(call.dict("data")));
    }

    private CompletionStage<Payload> get(ManagementCall call) {
        return Answer.with(realms.get(uri(call)));
    }

    private CompletionStage<Payload> update(ManagementCall call) {
        return Answer.once(realms.update(uri(call), call.dict("data")));
    }

    private CompletionStage<Payload> delete(ManagementCall call) {
        return Answer.nothing(realms.delete(uri(call), call.flag("force")));
    }

    private CompletionStage<Payload> grants(ManagementCall call) {
        return Answer.with(grants.list(uri(call)));
    }

    private CompletionStage<Payload> secure(ManagementCall call, boolean secured) {
        return Answer.nothing(realms.secure(uri(call), secured));
    }

    private CompletionStage<Payload> status(ManagementCall call) {
        return Answer.with(realms.isSecured(uri(call)) ? "enabled" : "disabled");
    }

    private CompletionStage<Payload> isEnabled(ManagementCall call) {
        return Answer.with(realms.isSecured(uri(call)));
    }
}
