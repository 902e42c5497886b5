package dev.pgsonde.streams.delta;

import dev.pgsonde.schema.Incarnation;
import java.time.Duration;
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
        if (Duration.between(before.at(), after.at()).compareTo(longest) > 0) {
            return Optional.of(Reason.GAP);
        }
        return Optional.empty();
    }

    /** The difference of one row between two looks that have no obstacle. */
    public static Delta between(@Nullable Row before, Row after) {
        if (before == null) {
            return new Delta.Unknown(Reason.NEW_ROW);
        }
        if (!before.resets().equals(after.resets())) {
            return new Delta.Unknown(Reason.STATISTICS_RESET);
        }
        Values change = after.counters().minus(before.counters());
        return change.anyNegative() ? new Delta.Unknown(Reason.COUNTER_WENT_BACK) : new Delta.Measured(change);
    }
}
