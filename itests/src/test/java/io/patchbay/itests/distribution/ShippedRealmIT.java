package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.ManagedRouter.NOT_AUTHORIZED;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What anonymous clients of this machine may do in the realm that is shipped. */
class ShippedRealmIT {
    @TempDir private Path folder;

    @Test
    void anonymousClientsMayDoEverythingButManageAndDisturbOthers() throws IOException {
        try (RouterProcess router = RouterProcess.in(folder).start();
                Caller one = caller(router);
                Caller other = caller(router)) {
            other.register("com.example.procedure");
            other.subscribe("com.example.topic");
            long id = (long) Caller.list(one.result("wamp.session.list")).get(0);
            assertThat(one.result("wamp.session.count")).isEqualTo(2L);
            assertThat(Caller.dict(one.result("wamp.session.get", id)))
                    .containsEntry("authrole", "anonymous");
            assertThat(one.result("bondy.ping")).isEqualTo("pong");

            for (String procedure :
                    List.of(
                            "wamp.session.kill",
                            "wamp.session.kill_by_authid",
                            "wamp.session.kill_by_authrole",
                            "wamp.session.kill_all",
                            "wamp.session.modify_details",
                            "wamp.registration.remove_callee",
                            "wamp.subscription.remove_subscriber",
                            "bondy.realm.list",
                            "bondy.user.list",
                            "bondy.registration.list",
                            "bondy.backup.create",
                            "bondy.rbac.authorize")) {
                assertThat(one.call(procedure, id).error()).as(procedure).isEqualTo(NOT_AUTHORIZED);
            }
            assertThat(other.result("bondy.ping")).isEqualTo("pong");
        }
    }

    private static Caller caller(RouterProcess router) throws IOException {
        return Caller.join(router.port("rawsocket-default"), "realm1", "anonymous");
    }
}
