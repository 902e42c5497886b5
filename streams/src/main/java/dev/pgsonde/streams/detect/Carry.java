package dev.pgsonde.streams.detect;

/**
 * Windows whose denominators are too small to be judged one by one: what has been added together of them, and the newest
 * ones apart.
 */
public record Carry(double numerator, double denominator, int windows, Track numerators, Track denominators) {
    static final Carry NOTHING = new Carry(0, 0, 0, Track.EMPTY, Track.EMPTY);

    private static final int NEWEST = 20;

    Carry plus(Reading.Quotient window) {
        return new Carry(
                numerator + window.numerator(),
                denominator + window.denominator(),
                windows + 1,
                numerators.plus(window.numerator(), NEWEST),
                denominators.plus(window.denominator(), NEWEST));
    }

    /** They have become a level. */
    Carry spent() {
        return windows == 1 ? NOTHING : new Carry(0, 0, 0, numerators, denominators);
    }
}
