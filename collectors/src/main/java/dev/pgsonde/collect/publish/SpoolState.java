package dev.pgsonde.collect.publish;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the next process must know of a spool besides its segments.
 *
 * @param arrived everything up to there has arrived
 * @param upTo the time of the last record that has arrived, or of the first that was written; absent before that
 * @param owedFrom since when records may be missing of which nobody has been told yet; absent when all is told
 * @param clean whether the process before has closed it
 * @param boot the run of the machine in which it was opened: in the same one, nothing that was written is lost
 */
record SpoolState(
        Place arrived, @Nullable Instant upTo, @Nullable Instant owedFrom, boolean clean, UUID boot) {
    static final SpoolState NEW = new SpoolState(Place.NOWHERE, null, null, true, new UUID(0, 0));
    /** Less than a sector of a disk, which is written whole or not at all. */
    static final int BYTES = 6 * Long.BYTES + 1 + Integer.BYTES;

    private static final int FIELDS = 6 * Long.BYTES + 1;
    private static final long NONE = Long.MIN_VALUE;

    SpoolState through(Place place) {
        return new SpoolState(place, upTo, owedFrom, clean, boot);
    }

    SpoolState upTo(@Nullable Instant at) {
        return new SpoolState(arrived, at, owedFrom, clean, boot);
    }

    SpoolState owing(@Nullable Instant from) {
        return new SpoolState(arrived, upTo, from, clean, boot);
    }

    SpoolState openedIn(UUID run) {
        return new SpoolState(arrived, null, owedFrom, false, run);
    }

    SpoolState closed() {
        return new SpoolState(arrived, upTo, owedFrom, true, boot);
    }

    byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        ByteBuffer out = ByteBuffer.wrap(bytes)
                .putLong(arrived.segment())
                .putLong(arrived.end())
                .putLong(millis(upTo))
                .putLong(millis(owedFrom))
                .putLong(boot.getMostSignificantBits())
                .putLong(boot.getLeastSignificantBits())
                .put((byte) (clean ? 1 : 0));
        out.putInt(sum(bytes));
        return bytes;
    }

    /** Nothing is known when these are no bytes of ours. */
    static SpoolState of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES || in.getInt(FIELDS) != sum(bytes)) {
            return NEW;
        }
        long segment = in.getLong();
        long end = in.getLong();
        Instant upTo = instant(in.getLong());
        Instant owedFrom = instant(in.getLong());
        UUID boot = new UUID(in.getLong(), in.getLong());
        return new SpoolState(new Place(segment, end, end), upTo, owedFrom, in.get() == 1, boot);
    }

    private static long millis(@Nullable Instant at) {
        return at == null ? NONE : at.toEpochMilli();
    }

    private static @Nullable Instant instant(long millis) {
        return millis == NONE ? null : Instant.ofEpochMilli(millis);
    }

    private static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, FIELDS);
        return (int) sum.getValue();
    }
}
