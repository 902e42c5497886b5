package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.identity;
import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.wal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The headline: replica identity full doubles the WAL of a commit, and the alert says so. */
class ReplicaIdentityStoryTest {
    private final Pipeline pipeline;
    private final Random random = new Random(7);
    private long lsn = 1_000_000;
    private long commits = 1_000;
    private long images;
    private long records;
    private long beforeBytes;
    private long afterBytes;
    private int window;

    ReplicaIdentityStoryTest(@TempDir Path state) {
        pipeline = Pipeline.ofWindows(Duration.ofSeconds(10), state);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void doubledWalIsFoundWithinTwelveWindowsAndItsCauseIsNamed() {
        run(60, 1600, 0);
        switchIdentity("default", "full");
        run(12, 3000, 0.5);

        Alert alert = firing();
        assertThat(alert.metric()).isEqualTo("wal_bytes_per_commit");
        assertThat(alert.ratio()).isCloseTo(3000.0 / 1600, within(0.05));
        assertThat(alert.onset()).isBetween(Samples.at(590), Samples.at(610));
        assertThat(alert.windowsToDetect()).isLessThanOrEqualTo(10);
        assertThat(alert.causes()).extracting(Alert.Cause::kind).containsExactly("replica_identity", "unknown");
        assertThat(alert.causes().get(0).subjects()).containsExactly("app.public.docs_0", "app.public.docs_1");
        assertThat(alert.causes().get(0).evidence())
                .contains("50 % of the changed bytes")
                .contains("0 % before");
        assertThat(alert.remedy()).isEqualTo("""
                -- in database app: takes an ACCESS EXCLUSIVE lock on each table for a moment
                ALTER TABLE public.docs_0 REPLICA IDENTITY DEFAULT;
                ALTER TABLE public.docs_1 REPLICA IDENTITY DEFAULT;""");
    }

    @Test
    void theAlertIsToldOnceAndResolvedUnderTheSameIdentity() {
        run(60, 1600, 0);
        switchIdentity("default", "full");
        run(30, 3000, 0.5);
        switchIdentity("full", "default");
        run(20, 1600, 0);

        assertThat(pipeline.alerts())
                .extracting(Alert::state)
                .containsExactly(Alert.AlertState.FIRING, Alert.AlertState.RESOLVED);
    }

    @Test
    void aDoublingThatNothingExplainsIsStillTold() {
        run(60, 1600, 0);
        run(12, 3200, 0);

        assertThat(firing().cause()).isEqualTo("unknown");
    }

    @Test
    void fullPageImagesAfterACheckpointAreNoRegression() {
        run(60, 1600, 0);
        for (int n = 0; n < 12; n++) {
            images += 2_000;
            lsn += 2_000 * 7_800;
            step(1600, 0);
        }

        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void calmStaysCalm() {
        run(400, 1600, 0);

        assertThat(pipeline.alerts()).isEmpty();
    }

    private Alert firing() {
        List<Alert> alerts = pipeline.alerts();
        assertThat(alerts).singleElement().extracting(Alert::state).isEqualTo(Alert.AlertState.FIRING);
        return alerts.get(0);
    }

    private void switchIdentity(String before, String after) {
        double now = 10.0 * window + 1;
        pipeline.take(identity(now, "docs_0", before, after), identity(now, "docs_1", before, after));
    }

    private void run(int windows, int bytesPerCommit, double beforeShare) {
        for (int n = 0; n < windows; n++) {
            step(bytesPerCommit, beforeShare);
        }
    }

    /** Ten seconds of about 2 500 commits, whose WAL varies by three per cent. */
    private void step(int bytesPerCommit, double beforeShare) {
        window++;
        int done = 2_500 + random.nextInt(100);
        commits += done;
        lsn += Math.round(1.0 * done * bytesPerCommit * (1 + 0.03 * random.nextGaussian()));
        beforeBytes += Math.round(done * 1500 * beforeShare);
        afterBytes += Math.round(done * 1500 * (1 - beforeShare));
        double now = 10.0 * window + 0.01;
        records += 5L * done;
        Sample images = Samples.server(
                "wal",
                now,
                Samples.counter("wal_records", records),
                Samples.counter("wal_bytes", lsn),
                Samples.counter("wal_fpi", this.images));
        Sample changes = Samples.server(
                "change_capture",
                now,
                Samples.counter("before_bytes", beforeBytes),
                Samples.counter("after_bytes", afterBytes));
        pipeline.take(wal(now, lsn), images, Samples.commits(now, commits), changes, round(now));
    }
}
