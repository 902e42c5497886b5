package dev.pgsonde.prove;

import dev.pgsonde.catalog.Metric;
import dev.pgsonde.prove.SampleOracle.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Numbers that are not what an oracle says; the first few in words. */
final class Differences {
    /** Of each metric. */
    private static final int MOST_TOLD = 2;

    private final Map<String, List<String>> first = new TreeMap<>();
    private long judged;
    private long stored;

    long judged() {
        return judged;
    }

    long stored() {
        return stored;
    }

    void judged(Metric metric, Instant start, Map<String, Ratio> wanted, Map<String, Ratio> is) {
        judged += count(metric, "judged " + start, wanted, is);
    }

    void stored(Metric metric, List<String> subject, Map<Instant, Ratio> wanted, Map<Instant, Ratio> is) {
        stored += count(metric, "stored " + subject, wanted, is);
    }

    void stored(Metric metric, List<String> subject, Ratio wanted, Ratio is) {
        if (!wanted.equals(is)) {
            stored++;
            tell(metric, "total of " + subject + ": " + is + ", should be " + wanted);
        }
    }

    private <K> long count(Metric metric, String what, Map<K, Ratio> wanted, Map<K, Ratio> is) {
        Set<K> keys = new HashSet<>(wanted.keySet());
        keys.addAll(is.keySet());
        long differences = 0;
        for (K key : keys) {
            Ratio should = wanted.get(key);
            Ratio has = is.get(key);
            if (should == null || !should.equals(has)) {
                differences++;
                tell(metric, what + " " + key + ": " + has + ", should be " + should);
            }
        }
        return differences;
    }

    private void tell(Metric metric, String difference) {
        List<String> known = first.computeIfAbsent(metric.metric(), any -> new ArrayList<>());
        if (known.size() < MOST_TOLD) {
            known.add(difference);
        }
    }

    @Override
    public String toString() {
        return first.isEmpty() ? "no difference" : first.toString();
    }
}
