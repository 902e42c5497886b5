package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to a server: a setting or a replica identity changed, it restarted, its statistics were reset. */
public record Marker(
        String source,
        Instant at,
        String kind,
        String subjectKind,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String detail)
        implements Observation {}
