package dev.pgsonde.local.detect;

import java.util.Arrays;
import java.util.List;

/**
 * What no detector on line can be: it knows when something may have changed, takes all the windows that it is given, and has
 * seen the whole recording. It compares them with the hundred before, as sums and as logarithms without what is strange,
 * and says yes where that stands out more than anything that the recording does by itself.
 */
public final class Oracle {
    private static final int REFERENCE = 100;
    private static final double STRANGE = 3;

    private Oracle() {}

    /** With a change put in, at every {@code apart} windows in turn. */
    public static Tally ofChange(List<Recording> recordings, Change change, int apart) {
        return recordings.parallelStream()
                .map(recording -> ofChange(recording.trace(), change, apart))
                .reduce(new Tally(), Tally::plus);
    }

    private static Tally ofChange(Trace trace, Change change, int apart) {
        int length = change.within();
        double sums = 0;
        double logs = 0;
        for (int onset = REFERENCE; onset + length <= trace.size(); onset++) {
            sums = Math.max(sums, Math.abs(ofSums(trace, onset, length)));
            logs = Math.max(logs, Math.abs(ofLogs(trace, onset, length)));
        }
        Tally tally = new Tally();
        for (int onset = REFERENCE; onset + length <= trace.size(); onset += apart) {
            Trace changed = trace.times(change.factor(), onset, change.ramp());
            boolean seen =
                    Math.abs(ofSums(changed, onset, length)) > sums || Math.abs(ofLogs(changed, onset, length)) > logs;
            int decidedAt = onset + length - 1;
            tally.addStep(onset, length, seen ? List.of(new Call(onset, decidedAt, true, true)) : List.of());
        }
        return tally;
    }

    private static double ofSums(Trace trace, int onset, int length) {
        return ratio(trace, onset, onset + length) - ratio(trace, onset - REFERENCE, onset);
    }

    private static double ratio(Trace trace, int from, int to) {
        double numerator = 0;
        double denominator = 0;
        for (int n = from; n < to; n++) {
            if (trace.isKnown(n)) {
                numerator += trace.numerator(n);
                denominator += trace.hasDenominator(n) ? trace.denominator(n) : 1;
            }
        }
        return numerator > 0 && denominator > 0 ? StrictMath.log(numerator / denominator) : 0;
    }

    private static double ofLogs(Trace trace, int onset, int length) {
        return middle(trace, onset, onset + length) - middle(trace, onset - REFERENCE, onset);
    }

    /** The mean of the logarithms, none of them further from their median than some spreads. */
    private static double middle(Trace trace, int from, int to) {
        double[] logs = new double[to - from];
        int count = 0;
        for (int n = from; n < to; n++) {
            if (trace.isKnown(n) && trace.level(n) > 0) {
                logs[count++] = StrictMath.log(trace.level(n));
            }
        }
        if (count == 0) {
            return 0;
        }
        double[] known = Arrays.copyOf(logs, count);
        Standardised usual = Standardised.byMedian(known, 0, count);
        double sum = 0;
        for (double log : known) {
            sum += Math.max(-STRANGE, Math.min(STRANGE, usual.score(log)));
        }
        return usual.level() + usual.spread() * sum / count;
    }
}
