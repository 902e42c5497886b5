package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.Incarnation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subtraction that refuses to answer where there is no answer. */
public final class Deltas {
    private static final long MICROS = 1_000_000;

    private Deltas() {}

    /** Why no row of a view has a difference between these two looks, if so. */
    public static Optional<Reason> obstacle(@Nullable Look before, Look after, Duration longest) {
        if (before == null) {
            return Optional.of(Reason.FIRST_SAMPLE);
        }
        Incarnation then = before.incarnation();
        Incarnation now = after.incarnation();
        if (!then.system().equals(now.system()) || then.timeline() != now.timeline() || then.role() != now.role()) {
            return Optional.of(Reason.FAILED_OVER);
        }
        if (!then.postmasterStart().equals(now.postmasterStart())) {
            return Optional.of(Reason.RESTARTED);
        }
        if (!before.layout().equals(after.layout())) {
            return Optional.of(Reason.COLUMNS_CHANGED);
        }
        if (before.course() != after.course() || after.tick().isBefore(before.tick())) {
            return Optional.of(Reason.CLOCK_STEPPED);
        }
        if (Duration.between(before.tick(), after.tick()).compareTo(longest) > 0) {
            return Optional.of(Reason.GAP);
        }
        return Optional.empty();
    }

    /**
     * The difference of one row between two looks that have no obstacle. {@code newIsNew}: a row that was not there at the
     * first look has counted nothing before it.
     */
    public static Delta between(Look looked, @Nullable Row before, Row after, boolean newIsNew) {
        boolean tellsSince = tellsSince(looked, after);
        boolean beganSince = tellsSince && !isBefore(since(looked, after), looked.at());
        if (before == null) {
            return beganSince || (!tellsSince && newIsNew)
                    ? new Delta.Measured(after.counters())
                    : new Delta.Unknown(Reason.NEW_ROW);
        }
        if (!before.resets().equals(after.resets())) {
            return beganSince
                    ? new Delta.Partial(after.counters(), began(looked, after), Reason.STATISTICS_RESET)
                    : new Delta.Unknown(Reason.STATISTICS_RESET);
        }
        if (!after.counters().offersWhat(before.counters())) {
            return new Delta.Unknown(Reason.COLUMNS_CHANGED);
        }
        Values change = after.counters().minus(before.counters());
        return change.anyNegative() ? new Delta.Unknown(Reason.COUNTER_WENT_BACK) : new Delta.Measured(change);
    }

    /** Whether the row says since when it counts from zero. */
    private static boolean tellsSince(Look looked, Row row) {
        int since = looked.layout().since();
        return since >= 0 && row.resets().known()[since];
    }

    private static long since(Look looked, Row row) {
        return row.resets().numbers()[looked.layout().since()];
    }

    private static Instant began(Look looked, Row row) {
        return Instant.EPOCH.plus(since(looked, row), ChronoUnit.MICROS);
    }

    /** As of instants, which would have to be made for every row. */
    private static boolean isBefore(long micros, Instant at) {
        long seconds = Math.floorDiv(micros, MICROS);
        return seconds < at.getEpochSecond()
                || (seconds == at.getEpochSecond() && Math.floorMod(micros, MICROS) * 1000 < at.getNano());
    }
}
