package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserTextTest {
    private static final int LONGEST = 4000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "idle in transaction",
                "ClientRead",
                "Lock",
                "VACUUM FULL",
                "table",
                "0/16B3748",
                "2026-01-01 12:00:00.25+00",
                "12 MB",
                "PostgreSQL 15.3 (Debian 15.3-1) on x86_64, compiled by gcc, 64-bit",
                "{\"a\": [1, 2]}",
                "192.168.0.1/32",
                ""
            })
    void whatIsNoSqlIsToldAsItIs(String value) {
        assertThat(UserText.told("tag_name", value, LONGEST)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'hunter2'",
                "  (select 1) /* hunter2 */",
                "/* hunter2 */ select 1",
                "-- hunter2\nselect 1",
                "; set my.secret = hunter2",
                "alter role x set my.secret to hunter2",
                "SELEC 'hunter2'",
                " a = 'hunter2'::text",
                "do $x$ hunter2 $x$",
                "BEGIN PERFORM $_$hunter2$_$; END",
                "host=10.0.0.1 password=hunter2",
                "{my.secret=hunter2}",
                "{PGPASSWORD: hunter2}",
                "postgresql://me:hunter2@db/orders",
                "curl --oauth2-bearer hunter2",
            })
    void whatReadsLikeSqlOrHoldsAPasswordIsScrubbedWhateverItsColumnIsCalled(String value) {
        assertThat(UserText.told("told", value, LONGEST)).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "tag_query", "stmt", "last_statement", "SQL_text"})
    void columnsNamedForSqlAreAlwaysScrubbed(String column) {
        assertThat(UserText.told(column, "hunter2 at large", LONGEST)).isEqualTo("?");
    }
}
