package dev.pgsonde.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What people read has the same numbers everywhere, also where a comma would stand in them. */
@AnalyzeClasses(packages = "dev.pgsonde.local", importOptions = DoNotIncludeTests.class)
class NumbersTest {
    @ArchTest
    static final ArchRule ARE_WRITTEN_FOR_NO_COUNTRY = noClasses()
            .that()
            .resideInAnyPackage("..alert..", "..record..", "..demo..", "..detect..")
            .should()
            .callMethod(String.class, "format", String.class, Object[].class)
            .orShould()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(java.io.PrintStream.class, "printf", String.class, Object[].class);
}
