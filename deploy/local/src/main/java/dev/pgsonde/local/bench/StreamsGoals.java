package dev.pgsonde.local.bench;

import dev.pgsonde.local.bench.Goal.Bound;
import java.util.ArrayList;
import java.util.List;

/** What was promised of the topology. */
final class StreamsGoals {
    /** Three commit intervals. */
    private static final double ANSWER_MS = 300;

    private static final String NO_FLINK = "build it first: mvn -Pflink -DskipTests -pl deploy/flink -am package";

    private StreamsGoals() {}

    static List<Goal> of(StreamsFinding found) {
        StateSize few = found.sizes().get(0);
        StateSize many = found.sizes().get(found.sizes().size() - 1);
        List<Goal> goals = new ArrayList<>(costs(found));
        if (found.has(Entrants.BEFORE)) {
            goals.add(cpu("before", "CPU a row, of what it was at that commit", 0.5, cpuOf(found, Entrants.BEFORE)));
        }
        goals.add(new Goal(
                "P11",
                "state of a series on disk, of " + Spread.number(many.series()) + ", the detector's history aside",
                Bound.atMost(600),
                "B",
                Figure.of(many.bytesPerSeries())));
        goals.add(new Goal(
                "P11.linear",
                "the same, of that of one of " + Spread.number(few.series()),
                Bound.atMost(1.1),
                "x",
                Figure.ratio(many.bytesPerSeries(), few.bytesPerSeries())));
        goals.add(new Goal(
                "P13",
                "p99 from the end of a round until its window can be read, exactly once",
                Bound.atMost(ANSWER_MS),
                "ms",
                Figure.of(Latencies.quantile(found.latencies().answered(), 0.99))));
        return goals;
    }

    private static List<Goal> costs(StreamsFinding found) {
        return List.of(
                new Goal(
                        "P7",
                        "rows a second, of those that are passed through one by one as bytes",
                        Bound.atLeast(40),
                        "%",
                        Figure.ratio(
                                100 * found.median(Entrants.OURS, Lap::rowsPerSecond),
                                found.median(Entrants.BYTES, Lap::rowsPerSecond))),
                cpu("P7.cpu", "CPU a row, of the same", 2.5, cpuOf(found, Entrants.BYTES)),
                cpu(
                        "P8.hashmap",
                        "CPU a row, of Flink's with its state in memory",
                        1,
                        ofFlink(found, Entrants.FLINK_HASHMAP)),
                cpu(
                        "P8.rocksdb",
                        "CPU a row, of Flink's with its state in RocksDB",
                        0.5,
                        ofFlink(found, Entrants.FLINK_ROCKSDB)),
                cpu(
                        "P9",
                        "CPU a row, of a plain loop that makes windows of the same frames",
                        4,
                        cpuOf(found, Entrants.LOOP)));
    }

    private static Goal cpu(String name, String about, double target, Figure figure) {
        return new Goal(name, about, Bound.atMost(target), "x", figure);
    }

    private static Figure cpuOf(StreamsFinding found, String who) {
        return Figure.ratio(found.median(Entrants.OURS, Lap::ownMicros), found.median(who, Lap::ownMicros));
    }

    private static Figure ofFlink(StreamsFinding found, String who) {
        return found.has(who) ? cpuOf(found, who) : Figure.leftOut(NO_FLINK);
    }
}
