package dev.pgsonde.local.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Page's test in Hinkley's form, on both sides, with the running mean as its level; it starts anew after each alarm. */
record PageHinkley() implements Contestant {
    private static final int WARM_UP = 30;
    private static final double TOLERATED = 0.25;
    private static final double THRESHOLD = 20;

    @Override
    public String name() {
        return "Page-Hinkley";
    }

    @Override
    public List<Call> calls(Trace trace) {
        Levels levels = Levels.of(trace);
        List<Call> calls = new ArrayList<>();
        int begin = 0;
        while (begin + WARM_UP < levels.size()) {
            Call call = next(levels, begin);
            if (call == null) {
                break;
            }
            calls.add(call);
            while (levels.window(begin) <= call.decidedAt() && begin < levels.size() - 1) {
                begin++;
            }
        }
        return calls;
    }

    private static @Nullable Call next(Levels levels, int begin) {
        Standardised usual = Standardised.byMean(levels.values(), begin, begin + WARM_UP);
        double mean = 0;
        double up = 0;
        double down = 0;
        int risingSince = begin + WARM_UP;
        int fallingSince = begin + WARM_UP;
        for (int n = begin + WARM_UP; n < levels.size(); n++) {
            double score = usual.score(levels.values()[n]);
            mean += (score - mean) / (n - begin + 1);
            up = Math.max(0, up + score - mean - TOLERATED);
            down = Math.max(0, down - score + mean - TOLERATED);
            risingSince = up == 0 ? n + 1 : risingSince;
            fallingSince = down == 0 ? n + 1 : fallingSince;
            if (Math.max(up, down) > THRESHOLD) {
                return levels.call(up > down ? risingSince : fallingSince, n, up > down);
            }
        }
        return null;
    }
}
