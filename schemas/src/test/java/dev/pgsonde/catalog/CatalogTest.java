package dev.pgsonde.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.schema.ColumnKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = Catalog.standard();

    @Test
    void theNewestSqlThatAServerUnderstandsIsTaken() {
        View wal = catalog.view("wal_io");

        assertThat(wal.sqlFor(13)).isEmpty();
        assertThat(wal.sqlFor(17)).hasValueSatisfying(sql -> assertThat(sql).contains("pg_stat_wal"));
        assertThat(wal.sqlFor(18)).hasValueSatisfying(sql -> assertThat(sql).contains("pg_stat_io"));
        assertThat(wal.sqlFor(25)).isEqualTo(wal.sqlFor(18));
    }

    @Test
    void everyFileIsInTheIndexOnce() throws IOException {
        Path folder = Path.of("src/main/resources/catalog"); // target may still hold views that are gone
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> !List.of("index.yaml", "metrics.yaml", "rules.yaml")
                                    .contains(file)))
                    .containsExactlyInAnyOrderElementsOf(catalog.views().stream()
                            .map(view -> view.view() + ".yaml")
                            .toList());
        }
    }

    @Test
    void whoeverHasManyRowsHasALabel() {
        assertThat(catalog.views())
                .filteredOn(view ->
                        !view.subject().equals("server") && !view.subject().equals("host"))
                .allSatisfy(view -> assertThat(view.columns().values())
                        .extracting(View.ViewColumn::kind)
                        .contains(ColumnKind.LABEL));
    }

    @Test
    void everyQuestionNamesEveryColumnAndNoSecret() {
        for (View view : catalog.views()) {
            view.sql().forEach((version, sql) -> {
                assertThat(view.columns().keySet())
                        .as(view.view() + " " + version)
                        .allMatch(column -> sql.matches("(?s).*\\b" + column + "\\b.*"));
                assertThat(sql)
                        .as(view.view() + " " + version)
                        .doesNotContainPattern("\\b(query|conninfo|subconninfo)\\b(?!_)(?=\\s*[,\\n])")
                        .doesNotContainPattern("(?i)\\b(order by|limit)\\b");
            });
        }
    }

    @Test
    void aSumIsReadAsItIsWritten() {
        assertThat(Sum.parse("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi?").terms())
                .containsExactly(new Sum.Term("wal_lsn.lsn_bytes", 1, false), new Sum.Term("wal.wal_fpi", -7800, true));
        assertThat(Sum.parse("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi?"))
                .hasToString("wal_lsn.lsn_bytes - 7800 * wal.wal_fpi?");
    }

    @Test
    void rowsAreChosenByTheirLabels() {
        assertThat(Sum.parse("8 * waits.samples{state=active, wait_type!=IO|Lock}?")
                        .terms())
                .containsExactly(new Sum.Term(
                        "waits.samples",
                        8,
                        List.of(
                                new Sum.Match("state", true, List.of("active")),
                                new Sum.Match("wait_type", false, List.of("IO", "Lock"))),
                        true));
        assertThat(Sum.parse("8 * waits.samples{state=active, wait_type!=IO|Lock}?"))
                .hasToString("8 * waits.samples{state=active, wait_type!=IO|Lock}?");
    }

    @Test
    void whatIsNoSumIsRefused() {
        assertThatThrownBy(() -> Sum.parse("waits.samples{active}")).hasMessageContaining("not a condition");
        assertThatThrownBy(() -> Sum.parse("wal_bytes / commits")).hasMessageContaining("not a sum");
        assertThatThrownBy(() -> Sum.parse("")).hasMessageContaining("not a sum");
    }

    @Test
    void aMetricOfAColumnThatNoViewHasIsRefused() {
        Metric metric = new Metric(
                "m",
                "",
                "server",
                Sum.parse("wal.typo"),
                Sum.parse("database.xact_commit"),
                "",
                Metric.Worse.MORE,
                null);

        assertThatThrownBy(() -> new Catalog(catalog.views(), List.of(metric)))
                .hasMessage("metric m: no view has the column wal.typo");
    }

    @Test
    void druidIsAskedForTheSameSums() {
        Metric metric = catalog.metric("wal_bytes_per_commit").orElseThrow();

        assertThat(new DruidSql(catalog)
                        .series(metric, "o'brien", "o'brien", Instant.EPOCH, Instant.EPOCH.plusSeconds(30)))
                .contains("SUM(\"wal.wal_bytes\") + -1 * SUM(\"wal_images.bytes?\") AS numerator")
                .contains("FROM pgsonde_server WHERE")
                .contains("\"database.xact_commit\" IS NOT NULL")
                .contains("source = 'o''brien'")
                .contains("__time < MILLIS_TO_TIMESTAMP(30000)");
    }
}
