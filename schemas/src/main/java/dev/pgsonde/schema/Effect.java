package dev.pgsonde.schema;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one known change did to one metric of one subject.
 *
 * @param at the end of the newest window that was looked at
 * @param windows that had passed since the change
 * @param measured null where too few windows could be compared
 * @param confoundedWith the change that is too near to say whose effect it is
 */
public record Effect(
        String source,
        ChangeIdentity change,
        String metric,
        String unit,
        String subjectKind,
        String subject,
        Instant at,
        int windows,
        Outcome outcome,
        boolean worse,
        @Nullable Measured measured,
        @Nullable String confoundedWith) {
    /** Which change it was: when it was noticed, and what it changed. */
    public record ChangeIdentity(
            Instant at,
            String kind,
            List<String> subjects,
            @Nullable String before,
            @Nullable String after) {
        public ChangeIdentity {
            subjects = List.copyOf(subjects);
        }
    }

    /** What became of the metric. */
    public enum Outcome {
        ROSE,
        FELL,
        /** Shown to be smaller than the least that is reported of the metric. */
        NO_CHANGE,
        NOT_YET_KNOWN,
        CONFOUNDED;

        public boolean isMove() {
            return this == ROSE || this == FELL;
        }
    }

    /**
     * The levels on both sides.
     *
     * @param low of the ratio, with {@code high} an interval of 95 %; null where there was nothing before or after
     * @param score standard errors, as of a normal distribution
     */
    public record Measured(
            double before,
            double after,
            int windowsBefore,
            int windowsAfter,
            @Nullable Double low,
            @Nullable Double high,
            double score,
            double threshold) {}

    /** Not a number where there was nothing before. */
    public double ratio() {
        return measured == null || measured.before() == 0 ? Double.NaN : measured.after() / measured.before();
    }
}
