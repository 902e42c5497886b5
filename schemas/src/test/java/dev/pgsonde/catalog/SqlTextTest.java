package dev.pgsonde.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "  /* why; */ SELECT 1 ; ; -- the end;\n",
                "with q as (select ';' as a, E'\\';' as b, \"odd;name\", $$;$$, $x$ $$;' $x$ from t) table q",
                "(select 1) union all (select 2)",
                "values (1)",
                "select /* a /* nested; */ one; */ 1",
                "show server_version",
                "select $1::text, a$b$c from t",
                "select delete from t",
                "select 'it''s; fine'"
            })
    void oneStatementThatReadsIsTaken(String sql) {
        assertThat(SqlText.of(sql).problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "-- nothing", "/* nothing */ ; ;", "/* never closed", "; -- elsewhere"})
    void aPlaceholderIsEmpty(String sql) {
        assertThat(SqlText.of(sql).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1; select 2", "set x = 1; select ';'", "select 1 /* ; */; select 2"})
    void twoStatementsAreRefused(String sql) {
        assertThat(SqlText.of(sql).problem())
                .hasValueSatisfying(problem -> assertThat(problem.reason()).isEqualTo("has 2 statements in one text"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t ()",
                "do $$ begin end $$",
                "copy t to stdout",
                "with a as materialized (insert into t values (1) returning 1) select 1",
                "with a as ( Update t set x = 1 returning 1) select 1",
                "SHOW STATS_TOTALS"
            })
    void whatDoesNotReadIsRefused(String sql) {
        assertThat(SqlText.of(sql).problem()).isPresent();
    }

    @Test
    void aVeryLongLiteralIsNoTrouble() {
        String quoted = "x\\'".repeat(100_000);
        String sql = "select E'" + quoted + "', '" + "''".repeat(100_000) + "'; select $$" + quoted + "$$";

        assertThat(SqlText.of(sql).statements().size()).isEqualTo(2);
    }
}
