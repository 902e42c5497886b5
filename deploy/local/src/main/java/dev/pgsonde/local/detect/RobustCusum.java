package dev.pgsonde.local.detect;

import java.util.ArrayList;
import java.util.List;

/** Cumulative sums against median and absolute deviation of the first windows; it learns anew after each alarm. */
record RobustCusum() implements Contestant {
    private static final int WARM_UP = 40;
    private static final double TOLERATED = 0.5;
    private static final double THRESHOLD = 10;
    private static final double CLIP = 4;

    @Override
    public String name() {
        return "robust CUSUM";
    }

    @Override
    public List<Call> calls(Trace trace) {
        Levels levels = Levels.of(trace);
        List<Call> calls = new ArrayList<>();
        int begin = 0;
        while (begin + WARM_UP < levels.size()) {
            Standardised usual = Standardised.byMedian(levels.values(), begin, begin + WARM_UP);
            double up = 0;
            double down = 0;
            int n = begin + WARM_UP;
            int risingSince = n;
            int fallingSince = n;
            for (; n < levels.size() && Math.max(up, down) <= THRESHOLD; n++) {
                double score = Math.min(CLIP, Math.max(-CLIP, usual.score(levels.values()[n])));
                up = Math.max(0, up + score - TOLERATED);
                down = Math.max(0, down - score - TOLERATED);
                risingSince = up == 0 ? n + 1 : risingSince;
                fallingSince = down == 0 ? n + 1 : fallingSince;
            }
            if (Math.max(up, down) > THRESHOLD) {
                calls.add(levels.call(up > down ? risingSince : fallingSince, n - 1, up > down));
            }
            begin = n;
        }
        return calls;
    }
}
