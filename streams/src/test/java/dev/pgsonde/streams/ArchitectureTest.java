package dev.pgsonde.streams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.pgsonde.streams.alert.Lifecycle;

@AnalyzeClasses(packages = "dev.pgsonde", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE = {
        "..streams.delta..", "..streams.window..", "..streams.detect..", "..streams.cause..", "..streams.alert.."
    };

    @ArchTest
    static final ArchRule JUDGEMENT_SEES_NO_KAFKA_NO_DATABASE_AND_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.sql..", "java.io..", "java.nio.file..", "org.slf4j..");

    @ArchTest
    static final ArchRule NOBODY_ASKS_WHAT_TIME_IT_IS = noClasses()
            .that()
            .resideInAPackage("..streams..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule NUMBERS_ARE_WRITTEN_ALIKE_EVERYWHERE = noClasses()
            .that()
            .resideInAnyPackage("..streams..", "..deliver..")
            .should()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");

    @ArchTest
    static final ArchRule NO_DATABASE_IS_ASKED = noClasses()
            .that()
            .resideInAPackage("..streams..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule DATA_FLOWS_ONE_WAY = noClasses()
            .that()
            .resideInAPackage("..streams..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.pgsonde.collect..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.pgsonde.streams.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_MAIN_PRINTS = noClasses()
            .that()
            .resideInAPackage("..streams..")
            .and()
            .doNotHaveSimpleName("StreamsMain")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule DELIVERY_KNOWS_ALERTS_AND_NOTHING_OF_HOW_THEY_ARE_MADE = noClasses()
            .that()
            .resideInAPackage("..deliver..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("..streams..", "java.sql..").and(not(type(Lifecycle.class))))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule THE_WATCH_OVER_PGSONDE_JUDGES_WITHOUT_KAFKA = noClasses()
            .that()
            .resideInAPackage("..deliver.watch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.sql..", "java.io..", "java.nio.file..", "org.slf4j..");

    /** What is delivered has a deadline by the clock of this machine: main hands that in. */
    @ArchTest
    static final ArchRule ONLY_MAIN_HAS_THE_CLOCK_OF_DELIVERY = noClasses()
            .that()
            .resideInAPackage("..deliver..")
            .and()
            .doNotHaveSimpleName("DeliverMain")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);
}
