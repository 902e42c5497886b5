package dev.pgsonde.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuotingTest {
    @Test
    void aPlainNameStaysAsItIsAndEveryOtherIsQuoted() {
        assertThat(Quoting.identifier("docs_p00")).isEqualTo("docs_p00");
        assertThat(Quoting.identifier("Docs")).isEqualTo("\"Docs\"");
        assertThat(Quoting.identifier("order")).isEqualTo("\"order\"");
        assertThat(Quoting.identifier("1st")).isEqualTo("\"1st\"");
        assertThat(Quoting.identifier("a\"b; DROP TABLE c; --")).isEqualTo("\"a\"\"b; DROP TABLE c; --\"");
        assertThat(Quoting.qualified(List.of("Größe", "x"))).isEqualTo("\"Größe\".x");
    }

    @Test
    void whatATerminalOrAShellActsOnIsEscaped() {
        assertThat(Quoting.identifier("a\nb")).isEqualTo("U&\"a\\000Ab\"");
        assertThat(Quoting.identifier("a\"$(id)`\\")).isEqualTo("U&\"a\"\"\\0024(id)\\0060\\005C\"");
        assertThat(Quoting.identifier("a\u001b[2J\u202eb")).isEqualTo("U&\"a\\001B[2J\\202Eb\"");
        assertThat(Quoting.identifier("a\ue000b\udb80\udc00")).isEqualTo("U&\"a\\E000b\\+0F0000\"");
        assertThat(Quoting.literal("a\n'\\\udb80\udc00")).isEqualTo("E'a\\u000A''\\u005C\\U000F0000'");
    }

    @Test
    void aLiteralIsTheSameHoweverBackslashesAreRead() {
        assertThat(Quoting.literal("o'brien")).isEqualTo("'o''brien'");
        assertThat(Quoting.literal("\\'; DROP TABLE c; --")).isEqualTo("E'\\u005C''; DROP TABLE c; --'");
        assertThat(Quoting.literal("")).isEqualTo("''");
    }

    @Test
    void aSettingIsNamedPartByPart() {
        assertThat(Quoting.setting("pg_stat_statements.max")).isEqualTo("pg_stat_statements.max");
        assertThat(Quoting.setting("TimeZone")).isEqualTo("\"TimeZone\"");
    }

    @Test
    void aValueInAFileKeepsItsBackslashes() {
        assertThat(Quoting.inFile("it's a \\ and a\nline")).isEqualTo("'it''s a \\\\ and a\\012line'");
    }

    @Test
    void amongWordsOnlyWhatCannotBeMisreadStandsAsItIs() {
        assertThat(Quoting.told("/etc/postgresql/16/main/postgresql.conf"))
                .isEqualTo("/etc/postgresql/16/main/postgresql.conf");
        assertThat(Quoting.told("/tmp/x\n; DROP")).isEqualTo("E'/tmp/x\\u000A; DROP'");
    }

    @Property
    void nothingThatIsQuotedEndsALineOrItself(@ForAll String name) {
        for (String quoted : List.of(Quoting.identifier(name), Quoting.literal(name), Quoting.told(name))) {
            assertThat(quoted).doesNotContainPattern("[\\p{Cc}\\p{Cf}$`!\u2028\u2029]");
        }
        assertThat(Quoting.identifier(name).replaceAll("^(U&)?\"|\"$", "").replace("\"\"", ""))
                .doesNotContain("\"");
        assertThat(Quoting.literal(name).replaceAll("^E?'|'$", "").replace("''", ""))
                .doesNotContain("'");
    }
}
