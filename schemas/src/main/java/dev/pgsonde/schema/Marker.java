package dev.pgsonde.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a server: a setting or a replica identity changed, it restarted, its statistics were reset.
 *
 * @param at when it was noticed
 * @param notBefore when it was last seen as it was before, or null where nobody looked before
 */
public record Marker(
        String source,
        Instant at,
        String kind,
        String subjectKind,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String detail,
        @Nullable Instant notBefore)
        implements Observation {

    /** What happened at that very moment, or nobody knows how long before. */
    public Marker(
            String source,
            Instant at,
            String kind,
            String subjectKind,
            String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable String detail) {
        this(source, at, kind, subjectKind, subject, before, after, detail, null);
    }

    /**
     * The same with texts that are not too long. A value from before that is cut would be a wrong value to go back to: it is
     * left out, and the detail says so.
     */
    public Marker shortened() {
        boolean isLong = before != null && before.length() > RecordLimits.LONGEST_TEXT;
        String said = isLong && before != null
                ? "the value before had " + before.length() + " characters, and is not kept"
                        + (detail == null ? "" : "; " + detail)
                : detail;
        return new Marker(
                source, at, kind, subjectKind, subject, isLong ? null : before, cut(after), cut(said), notBefore);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : RecordLimits.shortened(text, RecordLimits.LONGEST_TEXT);
    }

    /** The earliest moment at which it can have happened. */
    public Instant earliest() {
        return notBefore == null ? at : notBefore;
    }
}
