package dev.pgsonde.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgsonde.local.bench.Ground.Load;
import dev.pgsonde.local.bench.Lap.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsFiguresTest {
    private static final Load LOAD = new Load(8, 2500, 120, true);

    @Test
    void offsetsOfTwoPartitionsAreRows() {
        RowIndex index = RowIndex.of(List.of("0 5", "1 0", "0 7", "1 2", "1 1"), 2);
        assertThat(index.all()).isEqualTo(15);
        assertThat(index.records()).isEqualTo(5);
        assertThat(index.rows(List.of(0L, 0L))).isZero();
        assertThat(index.rows(List.of(1L, 2L))).isEqualTo(7);
        assertThat(index.rows(List.of(2L, 3L))).isEqualTo(15);
        assertThat(index.rows(List.of(3L, 3L))).isEqualTo(15);
    }

    @Test
    void aLapIsFromWarmToThrough() {
        List<Reading> readings = List.of(
                new Reading(0, 0, 0, 0),
                new Reading(1_000_000_000L, 450, 3_000_000_000L, 100_000_000L),
                new Reading(2_000_000_000L, 900, 3_500_000_000L, 110_000_000L),
                new Reading(3_000_000_000L, 1000, 3_600_000_000L, 120_000_000L),
                new Reading(4_000_000_000L, 1000, 3_700_000_000L, 130_000_000L));
        Lap lap = Lap.of("who", readings, 400, 1000, 0);
        assertThat(lap.rows()).isEqualTo(550);
        assertThat(lap.rowsPerSecond()).isCloseTo(275, within(1e-9));
        assertThat(lap.ownMicros()).isCloseTo(600_000 / 550.0, within(1e-9));
        assertThat(lap.brokerMicros()).isCloseTo(20_000 / 550.0, within(1e-9));
        assertThatThrownBy(() -> Lap.of("who", readings, 400, 1001, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theQuantileIsOneOfThem() {
        List<Double> sorted = List.of(1.0, 2.0, 3.0, 4.0);
        assertThat(Latencies.quantile(sorted, 0.5)).isEqualTo(2);
        assertThat(Latencies.quantile(sorted, 0.51)).isEqualTo(3);
        assertThat(Latencies.quantile(sorted, 1)).isEqualTo(4);
        assertThat(Latencies.quantile(List.of(), 0.5)).isNaN();
    }

    @Test
    void whatWasNeverAnsweredTookLongest() {
        Latencies latencies = Latencies.of(List.of("1.5 NaN", "0.5 70.0", "1.0 60.0"));
        assertThat(latencies.direct()).containsExactly(0.5, 1.0, 1.5);
        assertThat(Latencies.quantile(latencies.answered(), 0.99)).isNaN();
    }

    @Test
    void storesAreTheirDirectories(@TempDir Path state) throws IOException {
        write(state, "app/0_0/rocksdb/frames/1.sst", 3000);
        write(state, "app/0_1/rocksdb/frames/2.sst", 1000);
        write(state, "app/0_0/rocksdb/sums/1.sst", 2000);
        write(state, "app/0_0/rocksdb/findings/1.sst", 90_000);
        write(state, "app/0_0/.checkpoint", 50);
        StateSize size = StateSize.of(10, state);
        assertThat(size.bytes()).isEqualTo(Map.of("frames", 4000L, "sums", 2000L, "findings", 90_000L));
        assertThat(size.bytesPerSeries()).isEqualTo(600);
    }

    @Test
    void goalsAreRatiosOfOneRun() {
        JsonNode goals = finding(8, 20, 550, 560, 250).outcome().json().path("goals");
        assertThat(goals.at("/P7/value").asDouble()).isCloseTo(40, within(1e-9));
        assertThat(goals.path("P7.cpu").path("value").asDouble()).isCloseTo(2.5, within(1e-9));
        assertThat(goals.at("/P9/value").asDouble()).isCloseTo(4, within(1e-9));
        assertThat(goals.at("/P11/value").asDouble()).isCloseTo(560, within(1e-9));
        assertThat(goals.at("/P13/value").asDouble()).isEqualTo(250);
        assertThat(goals.at("/P9/holds").asBoolean()).isTrue();
    }

    @Test
    void whatWasLeftOutIsNeitherMetNorMissed() {
        Outcome outcome = finding(8, 20, 550, 560, 250).outcome();
        JsonNode flink = outcome.json().path("goals").path("P8.hashmap");
        assertThat(flink.path("holds").isNull()).isTrue();
        assertThat(flink.path("value").isNull()).isTrue();
        assertThat(flink.path("why").asText()).contains("-Pflink");
        assertThat(outcome.exitCode()).isZero();
        assertThat(GoalTable.lines(outcome.goals()))
                .anyMatch(line -> line.startsWith("P8.hashmap") && line.contains("left out"));
    }

    @Test
    void eachGoalCanBeMissed() {
        assertThat(finding(8, 20.1, 550, 560, 250).outcome().exitCode()).isEqualTo(1);
        assertThat(finding(8, 20, 590, 601, 250).outcome().exitCode()).isEqualTo(1);
        assertThat(finding(8, 20, 400, 560, 250).outcome().exitCode()).isEqualTo(1);
        assertThat(finding(8, 20, 550, 560, 301).outcome().exitCode()).isEqualTo(1);
    }

    /** CPU of a row passed through and of one of ours, bytes of a series of few and of many, and how long answers took. */
    private static StreamsFinding finding(double bytes, double ours, double few, double many, double answered) {
        List<Lap> laps = new ArrayList<>();
        laps.add(new Lap(Entrants.BYTES, 1_000_000, 10, bytes * 1000, 100, 1));
        laps.add(new Lap(Entrants.LOOP, 1_000_000, 10, 5 * 1000, 100, 1));
        laps.add(new Lap(Entrants.OURS, 1_000_000, 25, ours * 1000, 100, 1));
        return new StreamsFinding(
                LOAD,
                20,
                laps,
                List.of(size(10_000, few), size(100_000, many)),
                new Latencies(List.of(1.0, 2.0), List.of(100.0, answered)));
    }

    private static StateSize size(int series, double each) {
        return new StateSize(series, Map.of("frames", (long) (each * series), "findings", 1_000_000L));
    }

    private static void write(Path state, String name, int bytes) throws IOException {
        Path file = state.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }
}
