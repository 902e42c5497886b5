package dev.pgsonde.deliver.watch;

import dev.pgsonde.schema.Reject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How many records were rejected lately, and why the first of them were. */
final class RejectCount {
    private static final int KEPT = 10_000;
    private static final int NAMED = 3;
    private static final int LONGEST_SOURCE = 100;
    private static final int LONGEST_REASON = 200;

    private final WatchLimits limits;
    private final Deque<Rejected> lately = new ArrayDeque<>();
    private final Set<String> first = new LinkedHashSet<>();
    private String source = "";
    private long all;

    private record Rejected(Instant at, String source) {}

    RejectCount(WatchLimits limits) {
        this.limits = limits;
    }

    void received(Reject reject, Instant at) {
        String name = PlainText.of(reject.source(), LONGEST_SOURCE);
        if (lately.isEmpty()) {
            first.clear();
            all = 0;
            source = name;
        }
        all++;
        if (!name.equals(source)) {
            source = "";
        }
        if (first.size() < NAMED) {
            first.add(name + ": " + PlainText.of(reject.reason(), LONGEST_REASON));
        }
        lately.add(new Rejected(at, name));
        if (lately.size() > KEPT) {
            lately.removeFirst();
        }
    }

    /** An alert that is open ends when nothing has been rejected for as long as it takes to find it. */
    WatchResult judge(Horizon horizon) {
        Instant begin = horizon.until().minus(limits.silentAfter());
        while (!lately.isEmpty() && lately.getFirst().at().isBefore(begin)) {
            lately.removeFirst();
        }
        boolean isTooEarly = Duration.between(horizon.since(), horizon.until()).compareTo(limits.silentAfter()) < 0;
        if (lately.size() < limits.rejects()) {
            return lately.isEmpty() && !isTooEarly
                    ? WatchResult.of(List.of())
                    : WatchResult.undecided(key -> key.kind() == Outage.REJECTS_GROW);
        }
        return new WatchResult(List.of(finding()), key -> key.kind() == Outage.REJECTS_GROW);
    }

    private Finding finding() {
        return new Finding(
                new AlertKey(Outage.REJECTS_GROW, source.isEmpty() ? Outage.WHOLE : source, "pgsonde.rejects"),
                "topic",
                lately.getFirst().at(),
                new Finding.Measure(all, limits.rejects(), "rejected records"),
                all + " records were rejected within " + limits.silentAfter().toSeconds() + " s; first of them "
                        + first.stream().collect(Collectors.joining("; ")));
    }
}
