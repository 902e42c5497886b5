package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a server: a setting or a replica identity changed, it restarted, its statistics were reset.
 *
 * @param at when it was noticed
 * @param notBefore when it was last seen as it was before, or null where nobody looked before
 * @param beforeParts what it was made of before, each under a name of its own: what a remedy is built from
 * @param afterParts what it is made of since
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
        @Nullable Instant notBefore,
        List<Part> beforeParts,
        List<Part> afterParts)
        implements Observation {
    /** Of a marker that is made of what people said: where that stands on its topic. */
    public static final String SAID = "said";
    /**
     * Of such a marker, the last of the samples before which it does not hold. As a header of what was said: after how many
     * samples of its source it holds.
     */
    public static final String AFTER_SAMPLES = "pgsonde-after-samples";

    /** One of the columns that say what a fact is made of. */
    public record Part(String name, String value) {
        private static final int MOST = 32;
        private static final int MOST_CHARACTERS = 32_000;

        /** All of them, or none where they are too many or too long: what is built from some of them would be wrong. */
        public static List<Part> of(Map<String, String> parts) {
            int characters = parts.values().stream().mapToInt(String::length).sum();
            return parts.size() > MOST || characters > MOST_CHARACTERS
                    ? List.of()
                    : parts.entrySet().stream()
                            .map(part -> new Part(part.getKey(), part.getValue()))
                            .toList();
        }
    }

    public Marker {
        beforeParts = List.copyOf(beforeParts);
        afterParts = List.copyOf(afterParts);
    }

    public Marker(
            String source,
            Instant at,
            String kind,
            String subjectKind,
            String subject,
            @Nullable String before,
            @Nullable String after,
            @Nullable String detail,
            @Nullable Instant notBefore) {
        this(source, at, kind, subjectKind, subject, before, after, detail, notBefore, List.of(), List.of());
    }

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

    /** How a part says where a record stands. */
    public static String place(int partition, long offset) {
        return partition + "@" + offset;
    }

    public Optional<String> partBefore(String name) {
        return part(beforeParts, name);
    }

    public Optional<String> partAfter(String name) {
        return part(afterParts, name);
    }

    private static Optional<String> part(List<Part> parts, String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .map(Part::value)
                .findFirst();
    }

    /**
     * The same with texts that are not too long. A value from before that is cut would be a wrong value to go back to: it is
     * left out with its parts, and the detail says so.
     */
    public Marker shortened() {
        boolean isLong = before != null && before.length() > RecordLimits.LONGEST_TEXT;
        String said = isLong && before != null
                ? "the value before had " + before.length() + " characters, and is not kept"
                        + (detail == null ? "" : "; " + detail)
                : detail;
        return new Marker(
                source,
                at,
                kind,
                subjectKind,
                subject,
                isLong ? null : before,
                cut(after),
                cut(said),
                notBefore,
                isLong ? List.of() : beforeParts,
                afterParts);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null ? null : RecordLimits.shortened(text, RecordLimits.LONGEST_TEXT);
    }

    /** The earliest moment at which it can have happened. */
    public Instant earliest() {
        return notBefore == null ? at : notBefore;
    }
}
