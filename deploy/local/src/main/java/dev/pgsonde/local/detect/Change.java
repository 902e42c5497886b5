package dev.pgsonde.local.detect;

/** What is done to a series from its onset on, and how many windows a detector has to see it. */
public record Change(double factor, int ramp, int within) {
    public static Change step(double factor) {
        return new Change(factor, 0, 30);
    }

    public String text() {
        return "x" + (factor == Math.rint(factor) ? String.valueOf((int) factor) : String.valueOf(factor))
                + (ramp == 0 ? "" : " over " + ramp);
    }
}
