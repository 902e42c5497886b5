package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.Incarnation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subtraction that refuses to answer where there is no answer. */
public final class Deltas {
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
        Optional<Instant> began = began(looked, after);
        boolean anew = began.filter(since -> !since.isBefore(looked.at())).isPresent();
        if (before == null) {
            return anew || (began.isEmpty() && newIsNew)
                    ? new Delta.Measured(after.counters())
                    : new Delta.Unknown(Reason.NEW_ROW);
        }
        if (!before.resets().equals(after.resets())) {
            return anew
                    ? new Delta.Partial(after.counters(), began.orElseThrow(), Reason.STATISTICS_RESET)
                    : new Delta.Unknown(Reason.STATISTICS_RESET);
        }
        if (!after.counters().offersWhat(before.counters())) {
            return new Delta.Unknown(Reason.COLUMNS_CHANGED);
        }
        Values change = after.counters().minus(before.counters());
        return change.anyNegative() ? new Delta.Unknown(Reason.COUNTER_WENT_BACK) : new Delta.Measured(change);
    }

    /** Since when the row counts from zero, if it says so. */
    private static Optional<Instant> began(Look looked, Row row) {
        int since = looked.layout().since();
        return since < 0 || !row.resets().known()[since]
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(row.resets().numbers()[since], ChronoUnit.MICROS));
    }
}
