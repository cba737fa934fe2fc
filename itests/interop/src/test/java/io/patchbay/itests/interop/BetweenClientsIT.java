package io.patchbay.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Each library, transport and serializer together with all others. */
@ParameterizedClass(name = "{0}")
@MethodSource("dialects")
@ExtendWith(World.Extension.class)
class BetweenClientsIT {
    private static final String URI = "com.example.shared";

    private final Client one;
    private final List<Client> others = new ArrayList<>();

    BetweenClientsIT(Dialect dialect, World world) {
        this.one = world.join(dialect);
        dialects().forEach(other -> join(world, other));
    }

    static Stream<Dialect> dialects() {
        return Dialect.all();
    }

    /** Absent libraries have been complained about where they are tested themselves. */
    private void join(World world, Dialect dialect) {
        try {
            others.add(world.join(dialect));
        } catch (TestAbortedException e) {
            assertThat(dialect.library()).isNotEqualTo(one.dialect().library());
        }
    }

    @AfterEach
    void leave() {
        one.close();
        others.forEach(Client::close);
    }

    @Test
    void isCalledByAll() {
        Payload payload = allTypes();
        one.registerEcho(URI);

        var softly = new SoftAssertions();
        others.forEach(
                caller ->
                        softly.assertThat(caller.call(URI, payload))
                                .as("called by %s", caller.dialect())
                                .isEqualTo(payload));
        softly.assertAll();
    }

    @Test
    void exchangesBinaryValuesWithAllThatKnowThem() {
        exchanges(Payload.binary(), Dialect::isBinary);
    }

    @Test
    void exchangesLargeNegativesWithAllThatReadThem() {
        exchanges(Payload.largeNegatives(), Dialect::readsLargeNegatives);
    }

    private void exchanges(Payload payload, Predicate<Dialect> able) {
        assumeTrue(able.test(one.dialect()), "unable");
        one.registerEcho(URI);

        var softly = new SoftAssertions();
        others.stream()
                .filter(other -> able.test(other.dialect()))
                .forEach(
                        caller ->
                                softly.assertThat(caller.call(URI, payload))
                                        .as("called by %s", caller.dialect())
                                        .isEqualTo(payload));
        softly.assertAll();
    }

    @Test
    void publishesToAll() {
        Payload payload = allTypes();
        others.forEach(subscriber -> subscriber.subscribe(URI));

        one.publish(URI, payload);

        var softly = new SoftAssertions();
        others.forEach(
                subscriber ->
                        softly.assertThat(subscriber.event().payload())
                                .as("received by %s", subscriber.dialect())
                                .isEqualTo(payload));
        softly.assertAll();
    }

    private static Payload allTypes() {
        var all = Payload.of("first");
        for (var sample : Payload.samples().entrySet()) {
            all =
                    all.with(
                            sample.getKey(),
                            List.of(sample.getValue().args(), sample.getValue().kwargs()));
        }
        return all;
    }
}
