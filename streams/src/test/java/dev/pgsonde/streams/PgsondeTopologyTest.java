package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.changes;
import static dev.pgsonde.streams.Samples.commits;
import static dev.pgsonde.streams.Samples.commitsAfterReset;
import static dev.pgsonde.streams.Samples.counter;
import static dev.pgsonde.streams.Samples.label;
import static dev.pgsonde.streams.Samples.reset;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.unreadable;
import static dev.pgsonde.streams.Samples.wal;
import static dev.pgsonde.streams.Samples.walAfterRestart;
import static dev.pgsonde.streams.Samples.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.schema.Annotation;
import dev.pgsonde.schema.Annotation.AnnotationKind;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.SingleObjectFraming;
import dev.pgsonde.streams.detect.Tuning;
import dev.pgsonde.streams.window.Tumbling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgsondeTopologyTest {
    private final Pipeline pipeline;

    PgsondeTopologyTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(30), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void shapeIsAsAgreed() throws IOException {
        Formats formats = Formats.of(Pipeline.TOPICS, new SingleObjectFraming(Pipeline.TOPICS));
        Judgements judgements =
                new Judgements(new Tumbling(Duration.ofSeconds(30)), Catalog.standard(), Tuning.STANDARD);
        try (InputStream agreed = getClass().getResourceAsStream("/topology.txt")) {
            assertThat(PgsondeTopology.build(formats, judgements, new Refusals())
                            .describe()
                            .toString())
                    .isEqualTo(new String(Objects.requireNonNull(agreed).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** 473 244 247 bytes of WAL in 30 s, as in the field logs. */
    @Test
    void aWindowHoldsTheExactDifferenceOfItsEnds() {
        pipeline.take(wal(0.01, 8_861_610_283L), round(0.01), wal(30.01, 9_334_854_530L), round(30.01));

        assertThat(totals("wal_lsn.lsn_bytes")).containsExactly(473_244_247L);
    }

    @Test
    void aWindowClosesWithTheRoundThatPassesItsEndAndNotBefore() {
        pipeline.take(wal(0.01, 0), round(0.01), wal(10, 10), round(10), wal(20, 20), round(20), wal(29.99, 30));
        assertThat(totals("wal_lsn.lsn_bytes")).isEmpty();

        pipeline.take(round(29.99));
        assertThat(totals("wal_lsn.lsn_bytes")).containsExactly(30L);
    }

    @Test
    void theFirstSampleIsUnknownAndSaysSo() {
        pipeline.take(wal(0.01, 100), round(0.01), wal(30.01, 300), round(30.01));

        assertThat(pipeline.windows())
                .extracting(WindowColumn::metric, WindowColumn::total, WindowColumn::reason)
                .containsExactly(tuple("wal_lsn", null, "first_sample"), tuple("wal_lsn.lsn_bytes", 200L, null));
    }

    @Test
    void aResetRestartOrUnreadViewIsUnknownWithItsReason() {
        pipeline.take(commits(0, 100), wal(0, 100), round(0));
        pipeline.take(commitsAfterReset(30, 900), walAfterRestart(30, 900), unreadable("wal", 30), round(30));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.start().equals(Samples.at(0)))
                .extracting(WindowColumn::metric, WindowColumn::total, WindowColumn::reason)
                .containsExactlyInAnyOrder(
                        tuple("database.*", null, "statistics_reset"),
                        tuple("wal_lsn", null, "restarted"),
                        tuple("wal", null, "not_read: permission denied"));
    }

    @Test
    void rowsThatChangeAreTakenFromAFrameOfChangesAndGoneOnesAreForgotten() {
        pipeline.take(tables(0, new String[] {"a", "b", "c"}, 10, 10, 10), round(0));
        pipeline.take(changes(tables(10, new String[] {"a"}, 15), 2, List.of("c")), round(10, 2));
        pipeline.take(changes(tables(20, new String[] {"a", "c"}, 16, 99), 3, List.of()), round(20, 3));
        pipeline.take(changes(tables(30, new String[] {"b", "c"}, 12, 100), 4, List.of()), round(30, 4));

        assertThat(pipeline.windows())
                .filteredOn(window -> window.subjectKind().equals("table"))
                .extracting(WindowColumn::subject, WindowColumn::total, WindowColumn::reason)
                .containsExactly(tuple("a", 6L, null), tuple("b", 2L, null), tuple("c", 1L, "vanished"));
    }

    @Test
    void changesAfterALostFrameSayNothingUntilTheNextWholeOneMakesUpForThem() {
        pipeline.take(tables(0, new String[] {"a"}, 10), round(0));
        pipeline.take(changes(tables(20, new String[] {"a"}, 30), 3, List.of()), round(20, 3));
        pipeline.take(changes(tables(30, new String[] {"a"}, 31), 4, List.of()), round(30, 4));
        pipeline.take(whole(tables(60, new String[] {"a"}, 40), 7), round(60, 7));
        pipeline.take(changes(tables(90, new String[] {"a"}, 45), 8, List.of()), round(90, 8));

        assertThat(pipeline.windows())
                .filteredOn(window -> !window.start().isBefore(Samples.at(0)))
                .extracting(WindowColumn::metric, WindowColumn::total, WindowColumn::reason)
                .containsExactly(
                        tuple("tables", null, "gap"),
                        tuple("tables.n_tup_ins", 15L, null),
                        tuple("tables.n_tup_ins", 15L, null),
                        tuple("tables.n_tup_ins", 5L, null));
    }

    @Test
    void aGapIsSpreadOverTheWindowsItCovers() {
        pipeline.take(wal(0, 0), round(0), wal(90, 900), round(90));

        assertThat(totals("wal_lsn.lsn_bytes")).containsExactly(300L, 300L, 300L);
    }

    @Test
    void aRunNamesTheWindowsThatCloseInIt() {
        pipeline.take(new Annotation(Samples.SOURCE, Samples.at(0), AnnotationKind.RUN_STARTED, "run-7", "", "ci"));
        pipeline.take(wal(0.01, 0), round(0.01), wal(30, 5), round(30));

        assertThat(pipeline.windows()).isNotEmpty().allSatisfy(window -> assertThat(window.run())
                .isEqualTo("run-7"));
        assertThat(pipeline.markers()).singleElement().satisfies(marker -> assertThat(marker.kind())
                .isEqualTo("run_started"));
    }

    @Test
    void whatCannotBeTakenInIsRejectedWithItsReasonAndTheStreamGoesOn() {
        pipeline.takeRaw("orders", "poison".getBytes(StandardCharsets.UTF_8));
        pipeline.take(wal(0.01, 0), wal(0.01, 1), round(0.01), wal(30, 7), round(30));
        pipeline.takeRaw(
                "other",
                Formats.of(Pipeline.TOPICS, new SingleObjectFraming(Pipeline.TOPICS))
                        .samples()
                        .write(wal(40, 9)));

        assertThat(pipeline.rejects())
                .extracting(Reject::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("single-object encoding"),
                        reason -> assertThat(reason).contains("was sampled at 2026-03-01T12:00:00.010Z already"),
                        reason -> assertThat(reason).isEqualTo("the key is not the record's source, orders"));
        assertThat(totals("wal_lsn.lsn_bytes")).containsExactly(7L);
    }

    private List<Long> totals(String metric) {
        return pipeline.windows().stream()
                .filter(window -> window.metric().equals(metric))
                .map(WindowColumn::total)
                .toList();
    }

    private static Sample tables(double second, String[] names, long... inserted) {
        long[] resets = new long[names.length];
        return Samples.sample(
                "tables",
                "table",
                second,
                Samples.INCARNATION,
                List.of(label("table", names), counter("n_tup_ins", inserted), reset("relid", resets)));
    }
}
