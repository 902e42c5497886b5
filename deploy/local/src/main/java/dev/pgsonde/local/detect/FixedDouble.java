package dev.pgsonde.local.detect;

import java.util.ArrayList;
import java.util.List;

/** What most alert rules are: twice, or half, the mean of the last hour, told once until it is over. */
record FixedDouble() implements Contestant {
    private static final int HISTORY = 60;
    private static final int WARM_UP = 30;

    @Override
    public String name() {
        return "fixed 2x";
    }

    @Override
    public List<Call> calls(Trace trace) {
        Levels levels = Levels.of(trace);
        List<Call> calls = new ArrayList<>();
        boolean told = false;
        for (int n = WARM_UP; n < levels.size(); n++) {
            double mean = 0;
            int from = Math.max(0, n - HISTORY);
            for (int before = from; before < n; before++) {
                mean += StrictMath.exp(levels.values()[before]) / (n - from);
            }
            double distance = levels.values()[n] - StrictMath.log(mean);
            boolean doubled = Math.abs(distance) >= StrictMath.log(2);
            if (doubled && !told) {
                calls.add(levels.call(n, n, distance > 0));
            }
            told = doubled;
        }
        return calls;
    }
}
