package dev.pgsonde.streams.truth;

import dev.pgsonde.streams.WindowColumn;
import dev.pgsonde.streams.truth.BadlyWatched.Anchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Compares windows with the truth between any two edges at which a view was looked at. */
public final class Ledger {
    private static final long WINDOW_MS = 30_000;
    private static final String EVICTED = "evicted";

    private final BadlyWatched life;
    private final List<WindowColumn> windows;
    private final List<String> lies = new ArrayList<>();
    private final Map<String, Known> known = new TreeMap<>();

    public Ledger(BadlyWatched life, List<WindowColumn> windows) {
        this.life = life;
        this.windows = windows;
        life.anchors().forEach(this::compare);
    }

    public List<String> lies() {
        return lies;
    }

    /** Of each view, how many of the intervals have no part that is marked unknown. */
    public Map<String, Known> known() {
        return known;
    }

    /** So many of so many intervals. */
    public record Known(long exact, long intervals) {
        public Known and(Known more) {
            return new Known(exact + more.exact, intervals + more.intervals);
        }

        public double share() {
            return (double) exact / intervals;
        }
    }

    private void compare(String view, List<Anchor> anchors) {
        List<Anchor> edges = anchors.stream()
                .filter(anchor -> anchor.tick().toEpochMilli() % WINDOW_MS == 0)
                .toList();
        for (int n = 1; n < edges.size(); n++) {
            Anchor from = edges.get(n - 1);
            Anchor to = edges.get(n);
            to.truth().keySet().stream()
                    .filter(counted -> counted.view().equals(view))
                    .forEach(counted -> compare(counted, from, to));
        }
    }

    private void compare(Counted counted, Anchor from, Anchor to) {
        List<WindowColumn> told = windows.stream()
                .filter(window -> isOf(window, counted.metric()) && isOf(window, counted))
                .filter(window ->
                        !window.start().isBefore(from.tick()) && !window.end().isAfter(to.tick()))
                .toList();
        boolean stays = from.rows().contains(counted.subject()) && to.rows().contains(counted.subject());
        boolean seen = from.rows().contains(counted.subject()) || to.rows().contains(counted.subject());
        long sum = told.stream()
                .mapToLong(window -> Objects.requireNonNullElse(window.total(), 0L))
                .sum();
        long truth = to.truth().getOrDefault(counted, 0L) - from.truth().getOrDefault(counted, 0L);
        boolean unknown = told.stream().anyMatch(window -> window.reason() != null)
                || isViewUnknown(counted.view(), stays, from.tick(), to.tick());
        if (!seen && told.isEmpty()) {
            return; // nobody can know of a row that came and went between two looks
        }
        known.merge(counted.view(), new Known(unknown ? 0 : 1, 1), Known::and);
        if (sum > truth || (!unknown && sum != truth)) {
            lies.add("%s from %s to %s: %d told, %d true, %s: %s"
                    .formatted(counted, from.tick(), to.tick(), sum, truth, unknown ? "unknown" : "known", told));
        }
    }

    /** Also where a record says only why nothing is known of its row. */
    private static boolean isOf(WindowColumn window, String metric) {
        return window.metric().equals(metric)
                || window.metric().equals(metric.substring(0, metric.indexOf('.')) + ".*");
    }

    private static boolean isOf(WindowColumn window, Counted counted) {
        String subject = counted.subject();
        return window.subject().equals(subject.isEmpty() ? window.source() : subject);
    }

    /** Rows that say since when they count are exact though others were evicted. */
    private boolean isViewUnknown(String view, boolean stays, Instant from, Instant to) {
        return windows.stream()
                .filter(window ->
                        window.metric().equals(view) || window.metric().equals("source"))
                .filter(window -> window.start().isBefore(to) && window.end().isAfter(from))
                .anyMatch(window -> !(EVICTED.equals(window.reason()) && life.tellsSince() && stays));
    }
}
