package dev.pgsonde.local.bench;

/** What was measured, or why nothing was. */
sealed interface Figure {
    /** A number came out. */
    record Measured(double value) implements Figure {}

    /** Nothing came out, which is never as good as a number. */
    record Missing(String why) implements Figure {}

    /** Nobody wanted it to come out: neither met nor missed. */
    record LeftOut(String why) implements Figure {}

    static Figure of(double value) {
        return Double.isFinite(value) ? new Measured(value) : new Missing("not measured: too few samples");
    }

    static Figure missing(String why) {
        return new Missing("not measured: " + why);
    }

    static Figure leftOut(String why) {
        return new LeftOut("not measured: " + why);
    }

    /** A number made of two, when there are two. */
    static Figure ratio(double value, double reference) {
        return of(value / reference);
    }
}
