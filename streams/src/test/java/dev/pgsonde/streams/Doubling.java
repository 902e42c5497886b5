package dev.pgsonde.streams;

import static dev.pgsonde.streams.Samples.round;
import static dev.pgsonde.streams.Samples.wal;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertStage;
import java.util.List;
import java.util.Random;

/** A server whose WAL per commit is told what to be, window by window of ten seconds. */
final class Doubling {
    static final int USUAL = 1_600;
    static final int DOUBLE = 3_200;
    /** Records of each window. */
    static final int SAMPLES = 4;

    private final Pipeline pipeline;
    private final Random random = new Random(7);
    private long lsn = 1_000_000;
    private long commits = 1_000;
    private int window;

    Doubling(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Enough of the usual to be judged by, then twice that until it is told. */
    Alert untilTold() {
        run(60, USUAL);
        for (int n = 0; n < 12; n++) {
            run(1, DOUBLE);
            List<Alert> alerts = pipeline.alerts();
            if (!alerts.isEmpty()) {
                return alerts.get(0);
            }
        }
        throw new AssertionError("twelve windows of twice as much were not told");
    }

    void run(int windows, int bytesPerCommit) {
        for (int n = 0; n < windows; n++) {
            window++;
            int done = 2_500 + random.nextInt(100);
            commits += done;
            lsn += Math.round(1.0 * done * bytesPerCommit * (1 + 0.03 * random.nextGaussian()));
            pipeline.take(
                    wal(now(), lsn),
                    Samples.server("wal", now(), Samples.counter("wal_bytes", lsn), Samples.counter("wal_fpi", 0)),
                    Samples.commits(now(), commits),
                    round(now()));
        }
    }

    /** The server's time, in seconds from the beginning. */
    double now() {
        return 10.0 * window + 0.01;
    }

    static List<AlertStage> stages(List<Alert> alerts) {
        return alerts.stream().map(Alert::stage).toList();
    }
}
