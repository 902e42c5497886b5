package dev.pgsonde.catalog;

import org.jspecify.annotations.Nullable;

/** A ratio of sums, defined once: everything that shows, judges or queries it reads it here. */
public record Metric(
        String metric,
        String about,
        String subject,
        Sum numerator,
        Sum denominator,
        String unit,
        Worse worse,
        @Nullable Judgement judged) {
    /** Which way is bad. */
    public enum Worse {
        MORE,
        LESS,
        NEITHER
    }

    /**
     * When a change of the metric deserves attention.
     *
     * @param leastDenominator windows with fewer are added together before they are judged
     * @param floor the smallest relative change worth telling
     * @param leastExcess how much more (or less) of the numerator a window must show, in the numerator's unit
     */
    public record Judgement(long leastDenominator, double floor, double leastExcess) {}
}
