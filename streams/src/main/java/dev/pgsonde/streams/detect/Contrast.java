package dev.pgsonde.streams.detect;

/** The newest windows against those before them. */
final class Contrast {
    /** The standard error of a median, in those of a mean; half as much again for what neighbours share. */
    private static final double MEDIAN_ERROR = 1.2533 * 1.5;

    private static final double TOLERATED = 1.2;

    private static final int STEP = 12;

    private final double[] values;
    private final Noise noise;
    private final int k;
    private final int first;
    private final int from;
    private final double reference;
    private final double tilt;
    private final double level;
    private final double newest;

    Contrast(double[] values, Noise noise, int k) {
        this.values = values;
        this.noise = noise;
        this.k = k;
        first = values.length - k;
        from = Math.max(0, first - Noise.REFERENCE);
        level = Median.of(values, from, first);
        newest = Median.of(values, first, values.length);
        int third = (first - from) / 3;
        int run = first - from - third;
        double slope = (Median.of(values, first - third, first) - Median.of(values, from, from + third)) / run;
        double error = MEDIAN_ERROR * noise.spread() * Math.sqrt(2.0 / third) / run;
        double distance = (first - from - 1) / 2.0 + (k + 1) / 2.0;
        boolean tilted = Math.abs(slope) > error;
        tilt = tilted ? error * distance / noise.spread() : 0;
        double drift = tilted ? slope * distance : 0;
        reference = level + (drift * (newest - level) > 0 ? drift : drift / 2);
    }

    int windows() {
        return k;
    }

    Noise noise() {
        return noise;
    }

    /** What the windows before lead one to expect; a trend is believed whole where it explains, by half where not. */
    double reference() {
        return reference;
    }

    /** What the newest windows show. */
    double newest() {
        return newest;
    }

    int baselineWindows() {
        return first - from;
    }

    int sign() {
        return newest >= reference ? 1 : -1;
    }

    double size() {
        return Math.abs(newest - reference);
    }

    /** The mean of the newest beyond what was expected, in spreads of single windows. */
    double mean() {
        double before = 0;
        for (int n = from; n < first; n++) {
            before += Noise.clipped((values[n] - level) / noise.spread(), Noise.CLIP);
        }
        double sum = 0;
        for (int n = first; n < values.length; n++) {
            sum += Noise.clipped((values[n] - newest) / noise.spread(), Noise.CLIP);
        }
        sum += k * (newest - reference) / noise.spread();
        return sign() * (sum / k - before / baselineWindows());
    }

    double deviation() {
        double known = noise.deviation(k, baselineWindows(), sign());
        return Math.sqrt(known * known + tilt * tilt) * unrest();
    }

    /** How much more the newest differ from each other than windows usually do: a burst among them is no new level. */
    private double unrest() {
        double sum = 0;
        for (int n = first; n < values.length; n++) {
            double score = Noise.clipped((values[n] - newest) / noise.spread(), Noise.CLIP);
            sum += score * score;
        }
        return Math.max(1, Math.sqrt(sum / k) / (TOLERATED * noise.deviation()));
    }

    /** The share of so many newest that stand beyond half the shift. */
    double persistence(int newest) {
        int count = Math.min(newest, k);
        return beyond(count) / (double) count;
    }

    /** How many of the last do. */
    int beyond(int last) {
        int beyond = 0;
        for (int n = values.length - last; n < values.length; n++) {
            beyond += sign() * (values[n] - reference) > size() / 2 ? 1 : 0;
        }
        return beyond;
    }

    /** How much of the shift happened between the windows just before and just after its onset. */
    double steepness() {
        int before = Math.max(0, first - STEP);
        int after = Math.min(values.length, first + STEP);
        double step = Median.of(values, first, after) - Median.of(values, before, first);
        return size() == 0 ? 0 : sign() * step / size();
    }

    /** How much of the shift the older or the newer half of the windows shows, whichever shows less. */
    double weakerHalf() {
        int middle = first + k / 2;
        double older = Median.of(values, first, middle) - reference;
        double newer = Median.of(values, middle, values.length) - reference;
        return size() == 0 ? 0 : Math.min(sign() * older, sign() * newer) / size();
    }

    /** How many windows ago the new level began: where most of what came before was old, and most since is new. */
    int ago(int most) {
        int ago = 1;
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int n = values.length - 1; n >= Math.max(0, values.length - most); n--) {
            double beyond = sign() * (values[n] - reference);
            sum += Noise.clipped(beyond - size() / 2, size() / 2 + noise.spread());
            if (sum > best) {
                best = sum;
                ago = values.length - n;
            }
        }
        return ago;
    }
}
