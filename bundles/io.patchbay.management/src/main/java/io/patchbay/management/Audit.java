package io.patchbay.management;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.session.Session;
import io.patchbay.api.session.WampFailure;
import io.patchbay.json.Json;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/**
 * Who changed what, or was refused to: a line of JSON for each call of a procedure that does more
 * than tell. What a call is about is shown by name; of data only which members it has, as secrets
 * are among them. Any thread.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("io.patchbay.audit");

    /** The last words of the procedures that tell something and change nothing. */
    private static final Set<String> TELLING =
            Set.of(
                    "authorize",
                    "get",
                    "grants",
                    "is_enabled",
                    "list",
                    "match",
                    "ping",
                    "self",
                    "status",
                    "summary",
                    "verify");

    /** The arguments, and the members of data, by which something is called. */
    private static final Set<String> NAMES =
            Set.of(
                    "alias",
                    "authid",
                    "cidr",
                    "client_id",
                    "filename",
                    "groups",
                    "name",
                    "path",
                    "permissions",
                    "roles",
                    "uri",
                    "username",
                    "usernames");

    private Audit() {}

    /** A call that was refused before anybody read its arguments. */
    static void refused(ManagementProcedure procedure, Session caller, WampFailure failure) {
        write(procedure, caller, new LinkedHashMap<>(), failure);
    }

    /** A call that has been answered, with a failure if there is one. */
    static void ended(
            ManagementProcedure procedure, ManagementCall call, @Nullable Throwable failure) {
        var about = new LinkedHashMap<String, Object>();
        about.put("about_realm", call.realm().toString());
        new TreeMap<>(call.arguments()).forEach((name, value) -> show(about, name, value));
        write(procedure, call.caller(), about, failure);
    }

    private static void show(Map<String, Object> about, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> data) {
            data.forEach((member, inner) -> showName(about, String.valueOf(member), inner));
            about.put("members", data.keySet().stream().map(String::valueOf).sorted().toList());
        } else {
            showName(about, name, value);
        }
    }

    private static void showName(Map<String, Object> about, String name, @Nullable Object value) {
        if (NAMES.contains(name) && (value instanceof String || value instanceof List<?>)) {
            about.put(name, value);
        }
    }

    private static void write(
            ManagementProcedure procedure,
            Session caller,
            Map<String, Object> about,
            @Nullable Throwable failure) {
        String name = procedure.name();
        if (TELLING.contains(name.substring(name.lastIndexOf('.') + 1))) {
            return;
        }
        var entry = new LinkedHashMap<String, Object>();
        entry.put("time", Instant.now().toString());
        entry.put("procedure", ProcedureName.PREFIX + name);
        entry.put("outcome", failure == null ? "done" : reason(failure));
        entry.put("authid", caller.identity().authid());
        entry.put("authrole", caller.identity().authrole());
        entry.put("authmethod", caller.identity().authmethod());
        entry.put("realm", caller.realm().toString());
        entry.put("session", caller.id());
        entry.put("transport", caller.connection().transport());
        entry.put("remote", caller.connection().remote().toString());
        entry.putAll(about);
        LOG.info("{}", new String(Json.write(entry), StandardCharsets.UTF_8));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof WampFailure known ? known.error().toString() : "failed";
    }
}
