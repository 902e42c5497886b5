package dev.pgsonde.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Acknowledgement;
import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Reject;
import dev.pgsonde.schema.Silence;
import dev.pgsonde.schema.SilenceEnded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of alerts, and what becomes of the alerts by it. */
class SayingsTest {
    private final Path state;
    private Pipeline pipeline;
    private Doubling server;

    SayingsTest(@TempDir Path state) {
        this.state = state;
        this.pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state.resolve("one"));
        this.server = new Doubling(pipeline);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void everyTransitionHasTheNextNumberUnderTheSameIdentity() {
        Alert told = server.untilTold();
        pipeline.take(acknowledged(told, false));
        server.run(12, Doubling.USUAL);

        List<Alert> later = pipeline.alerts();
        assertThat(Doubling.stages(later)).containsExactly(AlertStage.ACKNOWLEDGED, AlertStage.RESOLVED);
        assertThat(later).extracting(Alert::key).containsExactly(told.id() + "-2", told.id() + "-3");
        assertThat(later).allSatisfy(alert -> {
            assertThat(alert.author()).isEqualTo("ann");
            assertThat(alert.note()).isEqualTo("looking");
            assertThat(alert.told()).isTrue();
        });
        assertThat(told.key()).isEqualTo(told.id() + "-1");
    }

    @Test
    void aNewLevelThatIsAcceptedEndsTheAlertAndIsWhatCounts() {
        Alert told = server.untilTold();
        pipeline.take(acknowledged(told, true));
        server.run(80, Doubling.DOUBLE);

        assertThat(Doubling.stages(pipeline.alerts())).containsExactly(AlertStage.ACCEPTED);
        assertThat(pipeline.markers()).extracting(Marker::kind).containsExactly("accepted");
    }

    @Test
    void aSilenceStopsNoDetectionAndGivesBackWhatItKept() {
        pipeline.take(silence("s1", "wal_*", 1_000));
        Alert kept = server.untilTold();
        assertThat(kept.stage()).isEqualTo(AlertStage.SILENCED);
        assertThat(kept.silence()).isEqualTo("s1");
        assertThat(kept.told()).isFalse();
        assertThat(kept.state()).isEqualTo(Alert.AlertState.FIRING);

        server.run((int) (1_000 - server.now()) / 10 + 2, Doubling.DOUBLE);

        List<Alert> later = pipeline.alerts();
        assertThat(Doubling.stages(later)).containsExactly(AlertStage.FIRING);
        assertThat(later.get(0).sequence()).isEqualTo(2);
        assertThat(later.get(0).changedAt()).isAfterOrEqualTo(Samples.at(1_000));
        assertThat(later.get(0).told()).isTrue();
    }

    @Test
    void nobodyHearsTheEndOfWhatNobodyWasToldOf() {
        pipeline.take(silence("s1", "*", 100_000));
        server.untilTold();
        server.run(12, Doubling.USUAL);

        assertThat(pipeline.alerts()).singleElement().satisfies(ended -> {
            assertThat(ended.stage()).isEqualTo(AlertStage.RESOLVED);
            assertThat(ended.told()).isFalse();
        });
    }

    @Test
    void aSilenceTakesInWhatFiresAlreadyAndEndsWhenItIsEnded() {
        Alert told = server.untilTold();
        pipeline.take(acknowledged(told, false));
        pipeline.take(silence("s1", "wal_bytes_per_commit", 100_000));
        pipeline.take(new SilenceEnded(Samples.SOURCE, Samples.at(server.now()), "s1", "ann"));

        assertThat(Doubling.stages(pipeline.alerts()))
                .containsExactly(AlertStage.ACKNOWLEDGED, AlertStage.SILENCED, AlertStage.ACKNOWLEDGED);
    }

    @Test
    void aSilenceOfSomethingElseChangesNothing() {
        pipeline.take(silence("s1", "temp_*", 100_000));

        assertThat(server.untilTold().stage()).isEqualTo(AlertStage.FIRING);
    }

    @Test
    void whatIsSaidOfNothingIsRejectedWithItsReason() {
        pipeline.take(new Acknowledgement(Samples.SOURCE, Samples.at(0), "nope", false, null, "ann"));
        pipeline.take(new SilenceEnded(Samples.SOURCE, Samples.at(0), "s9", "ann"));

        assertThat(pipeline.rejects())
                .extracting(Reject::reason)
                .containsExactly("no alert nope is open", "no silence s9 is in force");
    }

    @Test
    void aTransitionIsACloudEvent() {
        server.run(60, Doubling.USUAL);
        server.run(12, Doubling.DOUBLE);

        TestRecord<String, byte[]> record = pipeline.alertRecords().get(0);
        Map<String, String> headers = headers(record);
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", record.key() + "-1")
                .containsEntry("ce_source", "/pgsonde/" + Samples.SOURCE)
                .containsEntry("ce_type", "dev.pgsonde.alert.firing")
                .containsEntry(
                        "ce_time", Instant.ofEpochMilli(record.timestamp()).toString())
                .containsEntry("ce_subject", "wal_bytes_per_commit/" + Samples.SOURCE)
                .containsEntry("content-type", "application/avro")
                .hasSize(7);
    }

    @Test
    void aReplayGivesTheSameBytesAndHeaders() {
        List<List<Object>> first = told();
        pipeline.close();
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state.resolve("two"));
        server = new Doubling(pipeline);

        assertThat(told()).isEqualTo(first).hasSizeGreaterThan(1);
    }

    private List<List<Object>> told() {
        pipeline.take(silence("s1", "*", 900));
        server.run(60, Doubling.USUAL);
        server.run(40, Doubling.DOUBLE);
        server.run(12, Doubling.USUAL);
        return pipeline.alertRecords().stream()
                .map(record -> List.<Object>of(
                        record.key(),
                        headers(record),
                        new String(record.value(), StandardCharsets.ISO_8859_1),
                        record.timestamp()))
                .toList();
    }

    private static Map<String, String> headers(TestRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(each -> headers.put(each.key(), new String(each.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private Acknowledgement acknowledged(Alert alert, boolean accept) {
        return new Acknowledgement(Samples.SOURCE, Samples.at(server.now() + 5), alert.id(), accept, "looking", "ann");
    }

    private static Silence silence(String id, String metric, double until) {
        return new Silence(
                Samples.SOURCE, Samples.at(0), id, metric, "*", "*", Samples.at(until), "a planned change", "ann");
    }
}
