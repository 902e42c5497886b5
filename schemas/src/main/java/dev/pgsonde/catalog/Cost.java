package dev.pgsonde.catalog;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much of a limited resource an alert must cost for somebody to be woken. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Cost.Level.class),
    @JsonSubTypes.Type(Cost.Share.class),
    @JsonSubTypes.Type(Cost.TimeLeft.class)
})
public sealed interface Cost {
    double limit();

    /** Whether it costs too much from the limit on, and not up to it. */
    boolean isAtLeast();

    default boolean isMet(double value) {
        return isAtLeast() ? value >= limit() : value <= limit();
    }

    /**
     * Where a metric of the server has stood since the alert began, exactly one of the limits being given.
     *
     * @param against the metric that says how much there is of the resource: it divides
     * @param more by how much it must have risen above what it was before
     * @param times how many times what it was before it must be
     */
    record Level(
            String metric,
            @Nullable String against,
            @Nullable Double atLeast,
            @Nullable Double atMost,
            @Nullable Double more,
            @Nullable Double times)
            implements Cost {
        public Level {
            if (Stream.of(atLeast, atMost, more, times).filter(Objects::nonNull).count() != 1) {
                throw new IllegalArgumentException(
                        "the cost of " + metric + " needs one of at_least, at_most, more and times");
            }
        }

        @Override
        public double limit() {
            return Stream.of(atLeast, atMost, more, times)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
        }

        /** Whether it takes what the metric was before. */
        public boolean isCompared() {
            return more != null || times != null;
        }

        @Override
        public boolean isAtLeast() {
            return atMost == null;
        }

        @Override
        public String toString() {
            return against == null ? metric : metric + " / " + against;
        }
    }

    /** A ratio of a rule's own subject in the newest window. */
    record Share(
            Sum of,
            @Nullable Sum per,
            @Nullable String unit,
            @Nullable Double atLeast,
            @Nullable Double atMost) implements Cost {
        public Share {
            if ((atLeast == null) == (atMost == null)) {
                throw new IllegalArgumentException("the cost of " + of + " needs either at_least or at_most");
            }
        }

        @Override
        public double limit() {
            return atLeast != null ? atLeast : Objects.requireNonNull(atMost);
        }

        @Override
        public boolean isAtLeast() {
            return atLeast != null;
        }

        @Override
        public String toString() {
            return per == null ? of.toString() : of + " / " + per;
        }
    }

    /**
     * The disk is full so soon, at the pace of the rule's own value.
     *
     * @param fullWithin at the most
     */
    record TimeLeft(Duration fullWithin) implements Cost {
        /** In microseconds, as all times are. */
        @Override
        public double limit() {
            return fullWithin.toMillis() * 1000.0;
        }

        @Override
        public boolean isAtLeast() {
            return false;
        }

        @Override
        public String toString() {
            return "time until the disk is full";
        }
    }
}
