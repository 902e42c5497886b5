package dev.pgsonde.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.record.Answers;
import dev.pgsonde.local.workload.Workload;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    private static final Metric METRIC =
            Catalog.standard().metric(DemoPlan.METRIC).orElseThrow();
    private static final Switch CHANGE =
            new Switch(Windows.start(10).plusSeconds(3), Windows.start(10).plusSeconds(4));

    @Test
    void tellsTheAlertItsCauseAndWhatWasMeasuredBesideIt() {
        JsonNode tree = ResultJson.tree(result(CHANGE, List.of(alert())), METRIC);
        assertThat(tree.at("/postgres_major").asInt()).isEqualTo(18);
        assertThat(tree.at("/window_seconds").asDouble()).isEqualTo(5);
        assertThat(tree.at("/alert/metric").asText()).isEqualTo("wal_bytes_per_commit");
        assertThat(tree.at("/alert/ratio").asDouble()).isEqualTo(1.8);
        assertThat(tree.at("/alert/onset").asText()).isEqualTo("2026-11-21T12:00:50Z");
        assertThat(tree.at("/alert/detection_windows_after_switch").asLong()).isEqualTo(6);
        assertThat(tree.at("/alert/causes/0/kind").asText()).isEqualTo("replica_identity");
        assertThat(tree.at("/alert/causes/0/subjects/1").asText()).isEqualTo("app.public.docs_p01");
        assertThat(tree.at("/switch/from").asText()).isEqualTo("2026-11-21T12:00:53Z");
        assertThat(tree.at("/independent/ratio").asDouble()).isEqualTo(2.0);
        assertThat(tree.at("/independent/before/from/lsn_bytes").asLong()).isZero();
        assertThat(tree.at("/readings").size()).isEqualTo(4);
    }

    @Test
    void showsTheRowsOfTheMetricAndComparesAll() {
        JsonNode tree = ResultJson.tree(result(CHANGE, List.of()), METRIC);
        assertThat(tree.at("/alert").isNull()).isTrue();
        assertThat(tree.at("/druid/rows").asInt()).isEqualTo(2);
        assertThat(tree.at("/druid/equal").asBoolean()).isTrue();
        assertThat(tree.at("/druid/windows").size()).isEqualTo(1);
        assertThat(tree.at("/druid/windows/0/wal.wal_bytes/druid").asLong()).isEqualTo(1000);
        assertThat(tree.at("/druid/windows/0/wal.wal_bytes/topic").asLong()).isEqualTo(1000);
        assertThat(tree.at("/digest/windows/records").asLong()).isEqualTo(2);
        assertThat(tree.at("/windows/continuity/holes").asInt(-1)).isZero();
    }

    @Test
    void aCalmStoryHasNoSwitchAndMustHaveNoAlert() {
        JsonNode tree = ResultJson.tree(result(null, List.of()), METRIC);
        assertThat(tree.at("/switch").isNull()).isTrue();
        assertThat(tree.at("/independent").isNull()).isTrue();
        assertThat(result(null, List.of()).complaints()).isEmpty();
        assertThat(result(null, List.of(alert())).complaints()).hasSize(1);
    }

    private static Result result(@Nullable Switch change, List<Alert> alerts) {
        List<Window> windows = List.of(
                Windows.of(0, Map.of("wal.wal_bytes", 1000L, "database.xact_commit", 3L)),
                Windows.of(0, "relation", "tables", "app.public.docs", Map.of("tables.seq_scan", 3L)));
        List<WindowRow> rows = windows.stream().map(WindowRow::of).toList();
        return new Result(
                new DemoPlan(
                        18, Duration.ofSeconds(5), Workload.Plan.documents(300, 1), change == null, true, null, null),
                change,
                alerts,
                readings(),
                windows,
                rows,
                RowComparison.of(windows, rows),
                Continuity.of(windows, "demo"),
                new Answers(new Answers.Sum(2, "00"), new Answers.Sum(0, "01")),
                0,
                2000,
                Duration.ofSeconds(250));
    }

    private static List<WalReading> readings() {
        List<WalReading> readings = new ArrayList<>();
        readings.add(new WalReading(Windows.start(0), 0, 0, 0L));
        readings.add(new WalReading(Windows.start(10), 50_000, 50, 0L));
        readings.add(new WalReading(Windows.start(12), 70_000, 60, 0L));
        readings.add(new WalReading(Windows.start(20), 150_000, 100, 0L));
        return readings;
    }

    private static Alert alert() {
        Alert.Cause cause = new Alert.Cause(
                "replica_identity",
                List.of("app.public.docs_p00", "app.public.docs_p01"),
                "default",
                "full",
                Windows.start(10),
                0.9,
                "changed in 2 tables",
                "ALTER TABLE public.docs_p00 REPLICA IDENTITY DEFAULT;");
        return new Alert(
                "1",
                "demo",
                "1-1-1-primary",
                null,
                DemoPlan.METRIC,
                "bytes per commit",
                Alert.Direction.UP,
                "server",
                "demo",
                Alert.Severity.PAGE,
                Alert.AlertState.FIRING,
                Windows.start(10),
                Windows.start(16),
                6,
                null,
                1200,
                0.02,
                30,
                2160,
                1.8,
                9,
                4.5,
                List.of(),
                List.of(cause),
                "replica_identity",
                cause.remedy(),
                "SELECT 1",
                "WAL per commit is 1.80 times what it was",
                1,
                Alert.AlertStage.FIRING,
                Windows.start(16),
                true,
                null,
                null,
                null,
                List.of());
    }
}
