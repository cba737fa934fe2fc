package io.patchbay.management;

import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;
import io.patchbay.wamp.Payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The management procedures that there are at the moment. Any thread. */
final class Catalogue {
    private static final ManagementProcedure PING =
            ManagementProcedure.ofSession(
                    "ping", call -> CompletableFuture.completedStage(Payload.of("pong")));

    private final List<ManagementProcedures> offers = new ArrayList<>();
    private volatile Map<String, ManagementProcedure> byName = Map.of(PING.name(), PING);

    synchronized void add(ManagementProcedures offer) {
        offers.add(offer);
        read();
    }

    synchronized void remove(ManagementProcedures offer) {
        offers.remove(offer);
        read();
    }

    private void read() {
        var read = new HashMap<String, ManagementProcedure>();
        read.put(PING.name(), PING);
        for (ManagementProcedures offer : offers) {
            for (ManagementProcedure procedure : offer.procedures()) {
                read.putIfAbsent(procedure.name(), procedure);
            }
        }
        byName = Map.copyOf(read);
    }

    Optional<ManagementProcedure> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
