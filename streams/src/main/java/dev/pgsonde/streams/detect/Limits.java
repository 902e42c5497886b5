package dev.pgsonde.streams.detect;

import dev.pgsonde.catalog.Metric.Judgement;
import dev.pgsonde.catalog.Metric.Worse;
import java.time.Duration;

/**
 * What a change of one metric must exceed, whatever its statistics say.
 *
 * @param floor the smallest relative change worth telling
 * @param leastDenominator windows with fewer are added together before they are judged
 * @param leastExcess how much more (or less) of the numerator a window must show, in the numerator's unit
 * @param worse which way is bad: what has become better can wait until it is surer
 */
public record Limits(Scale scale, double floor, double leastDenominator, double leastExcess, Worse worse) {
    private static final Duration OF_EXCESS = Duration.ofSeconds(30);

    public Limits {
        if (!(floor > 0)) {
            throw new IllegalArgumentException("a floor is above zero, not " + floor);
        }
    }

    /** Of what is worse when it is more. */
    public Limits(Scale scale, double floor, double leastDenominator, double leastExcess) {
        this(scale, floor, leastDenominator, leastExcess, Worse.MORE);
    }

    /** Of series of such windows: the catalogue tells the excess of thirty seconds. */
    public static Limits of(Judgement judgement, Worse worse, Duration window) {
        return new Limits(
                Scale.LOGARITHMIC,
                judgement.floor(),
                Math.max(1, judgement.leastDenominator()),
                judgement.leastExcess() * window.toMillis() / OF_EXCESS.toMillis(),
                worse);
    }

    boolean isBetter(int sign) {
        return worse == Worse.LESS ? sign > 0 : sign < 0;
    }
}
