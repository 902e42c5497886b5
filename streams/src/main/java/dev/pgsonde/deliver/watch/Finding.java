package dev.pgsonde.deliver.watch;

import java.time.Instant;

/** An outage that holds, since when, and how that is known. */
record Finding(AlertKey key, String subjectKind, Instant onset, Measure measure, String evidence) {
    /** A number with its limit: seconds of silence, records that were rejected. */
    record Measure(double value, double limit, String unit) {}
}
