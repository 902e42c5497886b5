package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One changed row, as logical decoding saw it: where, what and how large, never a value. */
public record Change(
        String source,
        String database,
        String schema,
        String table,
        Operation operation,
        long transaction,
        long lsn,
        Instant committedAt,
        @Nullable Long beforeBytes,
        @Nullable Long afterBytes,
        boolean wholeBefore) {
    /** What was done to the row. */
    public enum Operation {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }
}
