package io.patchbay.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;

import java.util.ArrayList;
import java.util.List;

@ExtendWith(World.Extension.class)
class ShutdownIT {

    @Test
    void allClientsAreToldThatTheRouterShutsDown(World world) {
        try (var router = world.start("router-that-ends")) {
            List<Client> clients = joinAll(world, router);

            router.terminate();

            for (Client client : clients) {
                String expected =
                        client.dialect().library().tellsReasons()
                                ? "wamp.close.system_shutdown"
                                : "";
                assertThat(client.left()).as("%s", client.dialect()).isEqualTo(expected);
            }
            assertThat(router.exitCode()).isZero();
        }
    }

    private static List<Client> joinAll(World world, RunningRouter router) {
        var clients = new ArrayList<Client>();
        for (Dialect dialect : Dialect.all().toList()) {
            try {
                clients.add(world.join(dialect, router, "realm1"));
            } catch (TestAbortedException e) {
                System.err.println(dialect + " takes no part: " + e.getMessage());
            }
        }
        return clients;
    }
}
