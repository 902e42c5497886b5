package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one member of a cluster did in one window.
 *
 * @param cluster the system identifier, which a primary shares with its standbys
 * @param commits null where that is not known
 * @param sessions of clients, at once, on average
 */
public record MemberLoad(
        String cluster,
        String source,
        Instant start,
        Instant end,
        boolean primary,
        @Nullable Long commits,
        @Nullable Long sessions) {}
