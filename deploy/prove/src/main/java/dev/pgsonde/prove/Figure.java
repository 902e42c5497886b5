package dev.pgsonde.prove;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was measured, what was promised of it, and how it adds up over the parts. */
public record Figure(String name, double value, String unit, Limit limit, Adding adding) {
    /** How the figures of several parts become one. */
    public enum Adding {
        SUM,
        LARGEST,
        SMALLEST;

        double of(double one, double other) {
            return switch (this) {
                case SUM -> one + other;
                case LARGEST -> Math.max(one, other);
                case SMALLEST -> Math.min(one, other);
            };
        }
    }

    /** On which side of the bound a figure is good; the bound itself is good. */
    public record Limit(Side side, double bound) {
        /** The good side. */
        public enum Side {
            AT_MOST,
            AT_LEAST
        }

        boolean admits(double value) {
            return side == Side.AT_MOST ? value <= bound : value >= bound;
        }
    }

    /** What must not happen at all, in any part. */
    public static Figure none(String name, long count) {
        return new Figure(name, count, "", new Limit(Limit.Side.AT_MOST, 0), Adding.SUM);
    }

    /** How much was tried: all parts together must reach the bound. */
    public static Figure tried(String name, long count, long bound) {
        return new Figure(name, count, "", new Limit(Limit.Side.AT_LEAST, bound), Adding.SUM);
    }

    /** The worst of all parts counts. */
    public static Figure atMost(String name, double value, String unit, double bound) {
        return new Figure(name, value, unit, new Limit(Limit.Side.AT_MOST, bound), Adding.LARGEST);
    }

    /** The worst of all parts counts. */
    public static Figure atLeast(String name, double value, String unit, double bound) {
        return new Figure(name, value, unit, new Limit(Limit.Side.AT_LEAST, bound), Adding.SMALLEST);
    }

    @JsonProperty("holds")
    public boolean holds() {
        return limit.admits(value);
    }

    /** Whether one part, or a sample, can miss it: what only all parts together can reach, it cannot. */
    public boolean judgedAlone() {
        return adding != Adding.SUM || limit.side() == Limit.Side.AT_MOST;
    }

    Figure plus(Figure other) {
        return new Figure(name, adding.of(value, other.value), unit, limit, adding);
    }
}
