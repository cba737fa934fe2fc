package io.patchbay.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arrows of the house: the protocol, then the extension points, then everything else side by
 * side. A new bundle is added to {@link #BUNDLES}; which arrows it may draw follows from its kind.
 */
@AnalyzeClasses(packages = "io.patchbay", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyDirectionTest {
    private static final String WAMP = "io.patchbay.wamp";
    private static final String API = "io.patchbay.api";

    /** Bundles that exist to be shared by others; each may use those before it. */
    private static final List<String> FLOORS =
            List.of("io.patchbay.json", "io.patchbay.transport.netty", "io.patchbay.http");

    private static final List<String> BUNDLES =
            List.of(
                    WAMP,
                    API,
                    "io.patchbay.json",
                    "io.patchbay.core",
                    "io.patchbay.security",
                    "io.patchbay.transport.netty",
                    "io.patchbay.http",
                    "io.patchbay.transport.rawsocket",
                    "io.patchbay.transport.websocket",
                    "io.patchbay.serializer.json",
                    "io.patchbay.serializer.msgpack",
                    "io.patchbay.serializer.cbor",
                    "io.patchbay.auth.anonymous",
                    "io.patchbay.auth.password",
                    "io.patchbay.auth.wampcra",
                    "io.patchbay.auth.scram",
                    "io.patchbay.auth.cryptosign",
                    "io.patchbay.auth.trust",
                    "io.patchbay.auth.tls",
                    "io.patchbay.auth.jwt",
                    "io.patchbay.auth.ticket",
                    "io.patchbay.auth.cookie",
                    "io.patchbay.auth.oauth2",
                    "io.patchbay.management",
                    "io.patchbay.admin",
                    "io.patchbay.metrics",
                    "io.patchbay.store",
                    "io.patchbay.launcher",
                    "io.patchbay.testkit");

    /** Read by compilers and by the bundle plug-in, or handed in by the framework. */
    private static final String[] ANNOTATIONS = {
        "org.jspecify.annotations..",
        "org.osgi.annotation..",
        "org.osgi.service.component.annotations..",
        "java.."
    };

    @ArchTest
    static final ArchRule theProtocolUsesTheJdkOnly =
            classes()
                    .that(resideInAPackage(WAMP + ".."))
                    .should(onlyDependOnClassesThat(packages(ANNOTATIONS, WAMP)));

    @ArchTest
    static final ArchRule extensionPointsUseTheProtocolOnly =
            classes()
                    .that(resideInAPackage(API + ".."))
                    .should(onlyDependOnClassesThat(packages(ANNOTATIONS, WAMP, API)));

    @ArchTest
    static final ArchRule nobodySeesTheCore =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.patchbay.core..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.patchbay.core..");

    @ArchTest
    static final ArchRule nettyStaysInTransports =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.patchbay.transport..", "io.patchbay.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule mvStoreStaysInTheStore =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.patchbay.store..", "org.h2..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.h2..");

    @ArchTest
    static final ArchRule bundlesFormNoCycles =
            slices().assignedFrom(new ByBundle()).should().beFreeOfCycles();

    @ArchTest
    static void siblingsDoNotSeeEachOther(JavaClasses classes) {
        for (String bundle : BUNDLES) {
            siblingsOf(bundle).check(classes);
        }
    }

    @ArchTest
    static void everyBundleIsNamedHere(JavaClasses classes) {
        assertThat(classes)
                .allSatisfy(type -> assertThat(bundleOf(type)).as(type.getName()).isNotEmpty());
    }

    private static ArchRule siblingsOf(String bundle) {
        List<String> floors = FLOORS.contains(bundle) ? floorsBelow(bundle) : FLOORS;
        String[] hidden =
                BUNDLES.stream()
                        .filter(other -> !other.equals(bundle))
                        .filter(other -> !List.of(WAMP, API).contains(other))
                        .filter(other -> !floors.contains(other))
                        .map(other -> other + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(bundle + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(hidden))
                .allowEmptyShould(true);
    }

    private static List<String> floorsBelow(String floor) {
        return FLOORS.subList(0, FLOORS.indexOf(floor));
    }

    private static DescribedPredicate<JavaClass> packages(String[] libraries, String... bundles) {
        Stream<String> own = Stream.of(bundles).map(bundle -> bundle + "..");
        return resideInAnyPackage(Stream.concat(Stream.of(libraries), own).toArray(String[]::new));
    }

    /** The bundle with the longest name that fits, or empty text. */
    private static String bundleOf(JavaClass type) {
        return BUNDLES.stream()
                .filter(bundle -> (type.getPackageName() + ".").startsWith(bundle + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static final class ByBundle implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String bundle = bundleOf(type);
            return bundle.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(bundle);
        }

        @Override
        public String getDescription() {
            return "bundles";
        }
    }
}
