package dev.pgsonde.schema;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all counters and gauges of one subject in one view added up to in one window, or why that is not wholly known.
 * Further records of the same window and subject add up: parts of it may become known later than others.
 *
 * @param grain the table in Druid that it belongs to
 * @param labels what the subject's name is made of
 * @param differences how many differences of counters were added
 * @param readings how many readings of the gauges were added
 * @param spread whether a difference longer than a window was spread evenly over those that it covers
 * @param reason why a part is unknown; the sums are then those of the part that is known
 * @param known a fingerprint of the names of the sums
 * @param largest the largest reading of each gauge
 */
public record Window(
        String grain,
        String source,
        Instant start,
        Instant end,
        String incarnation,
        @Nullable String run,
        String view,
        String subjectKind,
        String subject,
        Map<String, String> labels,
        long coveredMs,
        int differences,
        int readings,
        boolean spread,
        @Nullable String reason,
        String known,
        NamedNumbers sums,
        NamedNumbers largest) {
    /** The kind of subject of a record that tells of a view and of none of its subjects. */
    public static final String VIEW = "view";

    public Window {
        labels = Collections.unmodifiableMap(labels);
    }

    /** A record without sums: of a view that is asked seldom, that it was; of any, why not all is known of it. */
    public static Window ofView(
            String grain,
            String source,
            Instant start,
            Instant end,
            String incarnation,
            @Nullable String run,
            String view,
            String subject,
            long coveredMs,
            int differences,
            int readings,
            @Nullable String reason) {
        return new Window(
                grain,
                source,
                start,
                end,
                incarnation,
                run,
                view,
                VIEW,
                subject,
                Map.of(),
                coveredMs,
                differences,
                readings,
                false,
                reason,
                NameList.NONE.fingerprint(),
                NamedNumbers.NONE,
                NamedNumbers.NONE);
    }
}
