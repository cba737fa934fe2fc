package io.patchbay.admin.rest;

import java.util.ArrayList;
import java.util.List;

/** All that can be asked for, as a table. */
final class Operations {
    private static final String REALM = "/realms/{realm}";
    private static final String USER = REALM + "/users/{user}";
    private static final String GROUP = REALM + "/groups/{group}";

    static final List<Operation> ALL = all();

    private Operations() {}

    private static List<Operation> all() {
        var all = new ArrayList<Operation>();
        all.addAll(realms());
        all.addAll(users());
        all.addAll(groups());
        all.addAll(access());
        all.addAll(tokens());
        all.addAll(routing());
        all.addAll(backups());
        return List.copyOf(all);
    }

    private static Operation get(String path, String procedure, String summary) {
        return Operation.of("GET", path, procedure, summary);
    }

    private static Operation post(String path, String procedure, String summary) {
        return Operation.of("POST", path, procedure, summary);
    }

    private static Operation put(String path, String procedure, String summary) {
        return Operation.of("PUT", path, procedure, summary);
    }

    private static Operation delete(String path, String procedure, String summary) {
        return Operation.of("DELETE", path, procedure, summary);
    }

    private static List<Operation> realms() {
        String security = REALM + "/security_enabled";
        return List.of(
                get("/realms", "bondy.realm.list", "List the realms"),
                post("/realms", "bondy.realm.create", "Create a realm").body("Realm").created(),
                get(REALM, "bondy.realm.get", "Show a realm"),
                put(REALM, "bondy.realm.update", "Change a realm").body("Realm"),
                delete(REALM, "bondy.realm.delete", "Delete a realm and all that it has")
                        .keyword("force", "boolean"),
                get(security, "bondy.realm.security.is_enabled", "Tell if messages are authorized"),
                put(security, "bondy.realm.security.enable", "Authorize each message"),
                delete(security, "bondy.realm.security.disable", "Let everybody do everything"));
    }

    private static List<Operation> users() {
        String users = REALM + "/users";
        String password = "bondy.user.change_password";
        return List.of(
                get(users, "bondy.user.list", "List the users").inParts("string"),
                post(users, "bondy.user.add", "Add a user").body("User").created(),
                get(USER, "bondy.user.get", "Show a user"),
                put(USER, "bondy.user.update", "Change a user").body("User"),
                delete(USER, "bondy.user.delete", "Delete a user"),
                post(USER + "/change_password", password, "Change the password of a user")
                        .member("password", "new_password")
                        .optionalMember("old_password")
                        .schema("Password"),
                post(REALM + "/services/change_password", password, "Change a password")
                        .member("username")
                        .member("password", "new_password")
                        .optionalMember("old_password")
                        .schema("UserPassword"),
                get(USER + "/enabled", "bondy.user.is_enabled", "Tell if a user may log in"),
                put(USER + "/enabled", "bondy.user.enable", "Let a user log in"),
                delete(USER + "/enabled", "bondy.user.disable", "Keep a user from logging in"),
                post(USER + "/aliases", "bondy.user.add_alias", "Add another name of a user")
                        .member("alias")
                        .schema("Alias"),
                put(USER + "/aliases/{alias}", "bondy.user.add_alias", "Add another name"),
                delete(USER + "/aliases/{alias}", "bondy.user.remove_alias", "Remove a name"),
                put(USER + "/groups/{group}", "bondy.user.add_group", "Add a user to a group"),
                delete(USER + "/groups/{group}", "bondy.user.remove_group", "Remove it from one"),
                get(USER + "/grants", "bondy.user.grants", "List what a user may do"),
                get(USER + "/sources", "bondy.source.match", "List from where a user may log in"),
                delete(USER + "/sources", "bondy.source.delete", "Delete a source of a user")
                        .lastAsList()
                        .query("cidr"));
    }

    private static List<Operation> groups() {
        String groups = REALM + "/groups";
        return List.of(
                get(groups, "bondy.group.list", "List the groups"),
                post(groups, "bondy.group.add", "Add a group").body("Group").created(),
                get(GROUP, "bondy.group.get", "Show a group"),
                put(GROUP, "bondy.group.update", "Change a group").body("Group"),
                delete(GROUP, "bondy.group.delete", "Delete a group"),
                get(GROUP + "/grants", "bondy.group.grants", "List what a group may do"));
    }

    private static List<Operation> access() {
        String grants = REALM + "/grants";
        String sources = REALM + "/sources";
        return List.of(
                get(grants, "bondy.realm.grants", "List the grants"),
                post(grants, "bondy.grant.create", "Grant permissions").body("Grant").created(),
                put(grants, "bondy.grant.revoke", "Revoke permissions").body("Grant"),
                get(sources, "bondy.source.list", "List from where users may log in, and how"),
                post(sources, "bondy.source.add", "Let users log in from somewhere")
                        .body("Source")
                        .created());
    }

    private static List<Operation> tokens() {
        String clients = REALM + "/clients";
        String owners = REALM + "/resource_owners";
        return List.of(
                post(clients, "bondy.oauth2.client.add", "Add an OAuth2 client")
                        .body("User")
                        .created(),
                put(clients + "/{client}", "bondy.oauth2.client.update", "Change a client")
                        .body("User"),
                delete(clients + "/{client}", "bondy.oauth2.client.delete", "Delete a client"),
                post(owners, "bondy.oauth2.resource_owner.add", "Add an OAuth2 resource owner")
                        .body("User")
                        .created(),
                put(owners + "/{owner}", "bondy.oauth2.resource_owner.update", "Change an owner")
                        .body("User"),
                delete(
                        owners + "/{owner}",
                        "bondy.oauth2.resource_owner.delete",
                        "Delete an owner"));
    }

    private static List<Operation> routing() {
        String registrations = REALM + "/registrations";
        String subscriptions = REALM + "/subscriptions";
        String callees = REALM + "/callees";
        return List.of(
                get(registrations, "bondy.registration.list", "List the registrations")
                        .inParts("integer"),
                get(registrations + "_summary", "bondy.registration.summary", "Count them"),
                get(
                                registrations + "/{registration}",
                                "bondy.registration.get",
                                "Show a registration")
                        .lastAsId(),
                get(
                                registrations + "/{registration}/callees",
                                "bondy.registration.callee.list",
                                "List its callees")
                        .lastAsId(),
                get(callees, "bondy.registration.callee.list", "List who answers calls")
                        .keyword("limit", "integer"),
                get(
                                callees + "/{session}",
                                "bondy.registration.callee.get",
                                "Show what a session answers")
                        .lastAsId()
                        .keyword("limit", "integer"),
                get(subscriptions, "bondy.subscription.list", "List the subscriptions")
                        .inParts("integer"),
                get(subscriptions + "_summary", "bondy.subscription.summary", "Count them"),
                get(
                                subscriptions + "/{subscription}",
                                "bondy.subscription.get",
                                "Show a subscription")
                        .lastAsId());
    }

    private static List<Operation> backups() {
        return List.of(
                post("/services/create_backup", "bondy.backup.create", "Back the store up")
                        .body("Backup"),
                post("/services/restore_backup", "bondy.backup.restore", "Restore a backup")
                        .body("BackupFile"),
                get("/services/backup_status", "bondy.backup.status", "Tell how a backup goes")
                        .queryObject("filename"));
    }
}
