package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody has seen an alert; with {@code accept}, its new level is normal from now on. */
public record Acknowledgement(
        String source,
        Instant at,
        String alert,
        boolean accept,
        @Nullable String note,
        String author) implements Saying {}
