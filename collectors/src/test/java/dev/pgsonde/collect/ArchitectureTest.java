package dev.pgsonde.collect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

@AnalyzeClasses(packages = "dev.pgsonde.collect", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_do_not_go_in_circles =
            slices().matching("dev.pgsonde.collect.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_depends_on_the_wiring = noClasses()
            .that()
            .resideInAPackage("dev.pgsonde.collect.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.pgsonde.collect");

    @ArchTest
    static final ArchRule only_server_and_change_speak_sql = noClasses()
            .that()
            .resideInAnyPackage("..look..", "..clock..", "..config..", "..publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule only_publish_speaks_kafka = noClasses()
            .that()
            .resideOutsideOfPackage("..publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.clients..", "org.apache.kafka.common..");

    @ArchTest
    static final ArchRule only_change_knows_debezium = noClasses()
            .that()
            .resideOutsideOfPackage("..change..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..");

    @ArchTest
    static final ArchRule only_main_asks_the_time = noClasses()
            .that()
            .doNotHaveSimpleName("CollectorMain")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule only_main_prints = noClasses()
            .that()
            .doNotHaveSimpleName("CollectorMain")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");
}
