package dev.pgsonde.local.bench;

import java.util.List;

/** One contestant on its way through a topic, once it was warm: rows, wall time, its own CPU and the broker's. */
record Lap(String who, long rows, double seconds, double ownMs, double brokerMs, long peakRss) {
    /** Where a contestant was at one time, with all CPU that had been used by then. */
    record Reading(long nanos, long rows, long ownNanos, long brokerNanos) {}

    /** From the first reading with at least {@code warm} rows to the first with {@code all} of them. */
    static Lap of(String who, List<Reading> readings, long warm, long all, long peakRss) {
        Reading from = first(readings, warm);
        Reading to = first(readings, all);
        return new Lap(
                who,
                to.rows() - from.rows(),
                (to.nanos() - from.nanos()) / 1e9,
                (to.ownNanos() - from.ownNanos()) / 1e6,
                (to.brokerNanos() - from.brokerNanos()) / 1e6,
                peakRss);
    }

    private static Reading first(List<Reading> readings, long rows) {
        return readings.stream()
                .filter(reading -> reading.rows() >= rows)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has come as far as row " + rows));
    }

    double rowsPerSecond() {
        return rows / seconds;
    }

    /** Microseconds of its own CPU for each row. */
    double ownMicros() {
        return ownMs * 1000 / rows;
    }

    double brokerMicros() {
        return brokerMs * 1000 / rows;
    }
}
