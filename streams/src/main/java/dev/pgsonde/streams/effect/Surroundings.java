package dev.pgsonde.streams.effect;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.cause.KnownChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which windows around a change no other change has touched that could move the same metric.
 *
 * @param from where the windows before may begin
 * @param before where they must have ended
 * @param after where the windows after may begin
 * @param until where they must have ended
 * @param beside another change so near that the two have the same windows
 */
record Surroundings(Instant from, Instant before, Instant after, Instant until, Optional<KnownChange> beside) {
    /** Changes that are no further apart have too few windows between them. */
    private static final int NEAR = 3;

    private static final int MOST = 30;
    private static final int LEAST_BEFORE = 5;
    private static final int LEAST_AFTER = 3;

    /** Of all changes, as long as that leaves enough windows; else only of those that may well have moved the metric. */
    static Surroundings of(
            KnownChange change, String metric, List<KnownChange> all, List<Point> points, Duration window) {
        List<KnownChange> others =
                all.stream().filter(other -> !other.equals(change)).toList();
        Surroundings strict = of(change, others, window);
        if (strict.beside().isEmpty() && strict.areEnough(points, window)) {
            return strict;
        }
        return of(
                change,
                others.stream()
                        .filter(other -> other.weighsAgainst(change, metric))
                        .toList(),
                window);
    }

    boolean areEnough(List<Point> points, Duration window) {
        return before(points, window).size() >= LEAST_BEFORE
                && after(points, window).size() >= LEAST_AFTER;
    }

    /** Another change has ended the windows after this one. */
    boolean isOver(List<Point> points) {
        return !points.isEmpty() && !points.get(points.size() - 1).start().isBefore(until);
    }

    private static Surroundings of(KnownChange change, List<KnownChange> others, Duration window) {
        Duration near = window.multipliedBy(NEAR);
        Instant before = change.earliest();
        Instant after = change.at();
        Optional<KnownChange> beside = Optional.empty();
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (KnownChange other : others) {
            if (!other.at().isBefore(change.earliest().minus(near))
                    && !other.earliest().isAfter(change.at().plus(near))) {
                beside = beside.or(() -> Optional.of(other));
                before = other.earliest().isBefore(before) ? other.earliest() : before;
                after = other.at().isAfter(after) ? other.at() : after;
            } else if (other.at().isBefore(change.earliest())) {
                from = other.at().isAfter(from) ? other.at() : from;
            } else {
                until = other.earliest().isBefore(until) ? other.earliest() : until;
            }
        }
        return new Surroundings(from, before, after, until, beside);
    }

    /** The newest of those before. */
    List<Point> before(List<Point> points, Duration window) {
        List<Point> clean = new ArrayList<>();
        for (int n = 0; n < points.size(); n++) {
            if (!points.get(n).start().isBefore(from) && !end(points, n, window).isAfter(before)) {
                clean.add(points.get(n));
            }
        }
        return clean.subList(Math.max(0, clean.size() - MOST), clean.size());
    }

    /** The first of those after. */
    List<Point> after(List<Point> points, Duration window) {
        List<Point> clean = new ArrayList<>();
        for (int n = 0; n < points.size() && clean.size() < MOST; n++) {
            if (!points.get(n).start().isBefore(after)
                    && !end(points, n, window).isAfter(until)) {
                clean.add(points.get(n));
            }
        }
        return clean;
    }

    /** Windows with too small a denominator were added together: such a level lasts until the next begins. */
    private static Instant end(List<Point> points, int n, Duration window) {
        return n + 1 < points.size()
                ? points.get(n + 1).start()
                : points.get(n).start().plus(window);
    }
}
