package dev.pgsonde.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.look.Moment;
import dev.pgsonde.schema.Incarnation;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindsTest {
    @ParameterizedTest
    @CsvSource({
        "DISCARD ALL, session reset",
        "RESET ALL, session reset",
        "DEALLOCATE ALL, session reset",
        "UNLISTEN *, session reset",
        "SELECT PG_ADVISORY_UNLOCK_ALL(), session reset",
        "CREATE TEMP TABLE X (ID INT), temporary table",
        "CREATE LOCAL TEMPORARY TABLE X (ID INT), temporary table",
        "DISCARD TEMP, temporary table"
    })
    void aSignIsKnownByItsFirstWords(String words, String kind) {
        assertThat(StatementKinds.kind(words)).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({"RESET WORK_MEM", "CREATE TABLE TEMP (ID INT)", "SELECT 1", "COMMIT", "SELECT DISCARD_ALL()"})
    void everythingElseIsWork(String words) {
        assertThat(StatementKinds.kind(words)).isEmpty();
    }

    @Test
    void onlySignsAreToldAndHoweverTheyAreWritten() {
        StatementKinds kinds = new StatementKinds();
        kinds.hear(new StatementId("app", 7), " discard\n  all");
        kinds.hear(new StatementId("app", 8), "select 1");

        View view = Catalog.standard().view("statement_kinds");
        Answer answer = kinds.answer(view, moment()).orElseThrow();

        assertThat(answer.rows()).isEqualTo(1);
        assertThat(answer.columns()).extracting(column -> column.at(0)).containsExactly("app", 7L, "session reset");
    }

    private static Moment moment() {
        Instant at = Instant.parse("2026-03-01T12:00:00Z");
        return new Moment(at, new Incarnation("1", 1, at, Incarnation.Role.PRIMARY), "app", 170_000, 0, 0);
    }
}
