package dev.pgsonde.local.detect;

import dev.pgsonde.streams.detect.Detector;
import dev.pgsonde.streams.detect.Limits;
import dev.pgsonde.streams.detect.Tier;
import java.util.List;

/** Ours: the very detector that the topology runs. */
record Pgsonde(String name, Detector detector, Limits limits, Tier tier) implements Contestant {
    @Override
    public List<Call> calls(Trace trace) {
        return new Watch(detector, limits, tier)
                .over(trace).stream()
                        .map(told -> new Call(
                                told.onset(),
                                told.decidedAt(),
                                told.shift().isRise(),
                                told.shift().tier() == Tier.PAGE))
                        .toList();
    }
}
