package io.patchbay.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;

class CatalogueTest {
    private final Catalogue catalogue = new Catalogue();

    private static ManagementProcedure procedure(String name, String argument) {
        return ManagementProcedure.inRealm(name, call -> new CompletableFuture<>(), argument);
    }

    @Test
    void proceduresComeAndGoWithWhoOffersThem() {
        ManagementProcedures offer = () -> List.of(procedure("weather.get", "place"));

        catalogue.add(offer);
        assertThat(catalogue.find("weather.get")).isPresent();

        catalogue.remove(offer);
        assertThat(catalogue.find("weather.get")).isEmpty();
        assertThat(catalogue.find("ping")).isPresent();
    }

    @Test
    void theFirstOfOneNameIsCalledUntilItGoes() {
        ManagementProcedures first = () -> List.of(procedure("weather.get", "first"));
        ManagementProcedures second =
                () -> List.of(procedure("weather.get", "second"), procedure("ping", "second"));

        catalogue.add(first);
        catalogue.add(second);
        assertThat(catalogue.find("weather.get").orElseThrow().required()).containsExactly("first");
        assertThat(catalogue.find("ping").orElseThrow().required()).isEmpty();

        catalogue.remove(first);
        assertThat(catalogue.find("weather.get").orElseThrow().required())
                .containsExactly("second");
    }
}
