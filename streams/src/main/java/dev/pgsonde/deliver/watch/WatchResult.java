package dev.pgsonde.deliver.watch;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What holds, and of which alerts that cannot be told now: those stay as they are. What is neither is over.
 */
record WatchResult(List<Finding> findings, Predicate<AlertKey> undecided) {
    WatchResult {
        findings = List.copyOf(findings);
    }

    static WatchResult of(List<Finding> findings) {
        return new WatchResult(findings, key -> false);
    }

    static WatchResult undecided(Predicate<AlertKey> keys) {
        return new WatchResult(List.of(), keys);
    }

    WatchResult and(WatchResult other) {
        return new WatchResult(
                Stream.concat(findings.stream(), other.findings.stream()).toList(), undecided.or(other.undecided));
    }
}
