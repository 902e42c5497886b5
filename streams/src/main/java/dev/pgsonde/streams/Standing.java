package dev.pgsonde.streams;

import java.time.Instant;

/**
 * When a record belongs, and what it is worth.
 *
 * @param tick the edge of the server's clock at which its round was due; of an untimed one, up to which time has come
 * @param course which of the steps of that clock it comes after
 * @param isTimed whether the time between it and the look before is known
 * @param isTold whether what it lacks is to be told; of a time that cannot be believed it is not
 * @param endsGap whether the source was not seen for long before this round, which is told already
 */
record Standing(Instant tick, long course, boolean isTimed, boolean isTold, boolean endsGap) {}
