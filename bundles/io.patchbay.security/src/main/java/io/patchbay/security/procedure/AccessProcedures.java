package io.patchbay.security.procedure;

import static io.patchbay.api.management.ManagementProcedure.inRealm;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.session.WampFailure;
import io.patchbay.security.operation.GrantOperations;
import io.patchbay.security.operation.SourceOperations;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.Cidr;
import io.patchbay.wamp.Payload;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code bondy.source.*}, {@code bondy.grant.*} and {@code bondy.rbac.*}. */
final class AccessProcedures {
    private final SourceOperations sources;
    private final GrantOperations grants;
    private final Directory directory;

    AccessProcedures(SourceOperations sources, GrantOperations grants, Directory directory) {
        this.sources = sources;
        this.grants = grants;
        this.directory = directory;
    }

    List<ManagementProcedure> all() {
        return List.of(
                inRealm("source.add", this::addSource, "data"),
                inRealm("source.get", this::getSources, "usernames", "cidr"),
                inRealm("source.list", call -> Answer.with(sources.list(call.realm()))),
                inRealm("source.match", this::matchSources, "username").optionally("ip"),
                inRealm("source.delete", this::deleteSources, "usernames", "cidr"),
                inRealm("grant.create", this::createGrant, "data"),
                inRealm("grant.revoke", this::revokeGrant, "data"),
                inRealm("rbac.authorize", this::authorize, "authid", "permission", "resource")
                        .optionally("context"));
    }

    private CompletionStage<Payload> addSource(ManagementCall call) {
        return Answer.once(
                sources.add(call.realm(), call.dict("data"))
                        .thenApply(added -> added.size() == 1 ? added.get(0) : added));
    }

    private CompletionStage<Payload> getSources(ManagementCall call) {
        return Answer.with(
                sources.get(call.realm(), call.strings("usernames"), call.string("cidr")));
    }

    private CompletionStage<Payload> matchSources(ManagementCall call) {
        return Answer.with(
                sources.match(
                        call.realm(), call.string("username"), address(call.optionalString("ip"))));
    }

    private static @Nullable InetAddress address(@Nullable String ip) {
        if (ip == null) {
            return null;
        }
        try {
            return Cidr.address(ip);
        } catch (IllegalArgumentException e) {
            throw invalid("ip", ip, "an IP address");
        }
    }

    private CompletionStage<Payload> deleteSources(ManagementCall call) {
        return Answer.nothing(
                sources.remove(call.realm(), call.strings("usernames"), call.string("cidr")));
    }

    private CompletionStage<Payload> createGrant(ManagementCall call) {
        return Answer.nothing(grants.create(call.realm(), call.dict("data")));
    }

    private CompletionStage<Payload> revokeGrant(ManagementCall call) {
        return Answer.nothing(grants.revoke(call.realm(), call.dict("data")));
    }

    private CompletionStage<Payload> authorize(ManagementCall call) {
        Guard guard =
                directory
                        .guard(call.realm())
                        .orElseThrow(() -> notFound("realm", call.realm().toString()));
        return new Inquiry(guard, call).answer();
    }

    static WampFailure notFound(String what, String name) {
        return ManagementError.because(
                ManagementError.NOT_FOUND, "there is no " + what + " '" + name + "'");
    }

    static WampFailure invalid(String argument, Object value, String expected) {
        return ManagementError.because(
                ManagementError.INVALID_VALUE,
                "argument '%s' is \"%s\", expected %s".formatted(argument, value, expected),
                argument);
    }
}
