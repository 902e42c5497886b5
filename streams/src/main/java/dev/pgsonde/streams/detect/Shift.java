package dev.pgsonde.streams.detect;

import java.util.List;

/**
 * A series has moved: since when, which way, from where, by how much, and how sure that is.
 *
 * @param sign 1 for a rise, -1 for a fall
 * @param ago for how long the new level has lasted, the first of it included
 * @param span what that is counted in
 * @param reference the level before, on the series' scale, as are {@code size} and {@code spread}
 * @param score standard deviations that it stands out by
 * @param guards all that it was tested by
 */
public record Shift(
        int sign,
        int ago,
        Span span,
        Scale scale,
        double reference,
        double size,
        double spread,
        int baselineWindows,
        double score,
        double threshold,
        Tier tier,
        List<Guard> guards) {
    public Shift {
        guards = List.copyOf(guards);
    }

    /** The same, for which nobody is woken. */
    Shift asNote() {
        return new Shift(
                sign, ago, span, scale, reference, size, spread, baselineWindows, score, threshold, Tier.WARN, guards);
    }

    public boolean isRise() {
        return sign > 0;
    }

    public double before() {
        return scale.isNothing(reference) ? 0 : scale.level(reference);
    }

    public double now() {
        return scale.level(reference + sign * size);
    }

    /** Not a number where there was nothing before, or the sign has changed. */
    public double ratio() {
        double ratio = scale.isNothing(reference) ? Double.NaN : now() / before();
        return Double.isFinite(ratio) && ratio > 0 ? ratio : Double.NaN;
    }
}
