package dev.pgsonde.collect.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            db:5432:app:sonde:geheim                    | geheim
            *:*:*:*:geheim                              | geheim
            db:5433:app:sonde:geheim                    | -
            db:5432:app:sonde                           | -
            '#db:5432:app:sonde:geheim'                 | -
            db:5432:app:sonde:a\\:b\\\\c                | a:b\\c
            db:5432:app:sonde:geheim:more               | geheim
            \\*:5432:app:sonde:geheim                   | -
            d*:5432:app:sonde:geheim                    | -
            """)
    void aLineIsForWhatItNames(String line, String password) {
        Secret found = PasswordFile.parse(line).passwordFor(new Endpoint("db", 5432), "app", "sonde");
        assertThat(found == null ? null : found.text()).isEqualTo(password);
    }

    @Test
    void theFirstLineThatSuitsCounts() {
        PasswordFile file = PasswordFile.parse("db:*:app:*:one\n\n*:*:*:*:two\n");
        assertThat(file.passwordFor(new Endpoint("db", 1), "app", "a")).isEqualTo(new Secret("one"));
        assertThat(file.passwordFor(new Endpoint("db", 1), "other", "a")).isEqualTo(new Secret("two"));
    }

    @Test
    void aSocketWhereLibpqLooksIsLocalhost() {
        PasswordFile file = PasswordFile.parse("localhost:*:*:*:one\n/srv:*:*:*:two");
        assertThat(file.passwordFor(new Endpoint("/var/run/postgresql", 1), "a", "a"))
                .isEqualTo(new Secret("one"));
        assertThat(file.passwordFor(new Endpoint("/srv", 1), "a", "a")).isEqualTo(new Secret("two"));
    }

    /** As the manual has it: a colon and a backslash within a field are escaped. */
    @Property
    void whatIsEscapedIsReadAsItWas(
            @ForAll @Chars({':', '\\', '*', 'a', ' '}) @NotEmpty String database,
            @ForAll @Chars({':', '\\', '#'}) @AlphaChars @NotEmpty String password) {
        String line = "*:*:" + escaped(database) + ":*:" + escaped(password);
        assertThat(PasswordFile.parse(line).passwordFor(new Endpoint("db", 1), database, "u"))
                .isEqualTo(new Secret(password));
    }

    @Test
    void eachDatabaseHasItsOwn() {
        FakeSources machine = new FakeSources().file("/home/me/.pgpass", "*:*:a:*:one\n*:*:b:*:two\n");
        Address address = find(machine).address();
        assertThat(address.password()).isEqualTo(new Secret("one"));
        assertThat(address.to("b").password()).isEqualTo(new Secret("two"));
        assertThat(address.to("c").password()).isNull();
        assertThat(address.secrets()).contains(new Secret("one"), new Secret("two"));
        assertThat(address.toString() + address.passwords()).doesNotContain("one", "two");
    }

    @Test
    void aFileThatOthersMayReadIsPassedOverWithAWarning() {
        Discovery discovery = find(new FakeSources().openFile("/home/me/.pgpass", "*:*:*:*:one"));
        assertThat(discovery.address().password()).isNull();
        assertThat(discovery.warnings()).singleElement().asString().contains("chmod 600 /home/me/.pgpass");
    }

    @Test
    void theEnvironmentComesBeforeTheFile() {
        FakeSources machine =
                new FakeSources().file("/home/me/.pgpass", "*:*:*:*:one").with("PGPASSWORD", "two");
        assertThat(find(machine).address().password()).isEqualTo(new Secret("two"));
    }

    private static Discovery find(FakeSources machine) {
        return Discovery.of(new PostgresConfig("postgresql://u@db/a", null, null, null), machine);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(":", "\\:");
    }
}
