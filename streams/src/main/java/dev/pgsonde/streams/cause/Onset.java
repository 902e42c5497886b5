package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a new level began. The old one is known to have lasted until {@code knownUntil}: that is longer ago where a restart
 * or a gap lies between, or windows that could be of either level.
 */
public record Onset(Instant at, Instant knownUntil, Duration window) {
    /** Windows that may be of either level; where more are, the ceiling tells nothing. */
    private static final int MOST_HIDDEN = 15;

    /**
     * Of a new level that was first seen at the spell's onset.
     *
     * @param ceiling what the series cannot exceed, window by window: the new level may have begun as soon as that had risen
     */
    public static Onset seen(Spell spell, Duration window, List<Point> points, List<Point> ceiling) {
        double before = spell.before(points).ratio();
        double since = spell.since(points).ratio();
        Instant lastBefore = lastBefore(spell.onset(), window, points);
        return new Onset(
                spell.onset(),
                since > before ? hiddenSince(lastBefore, window, ceiling, (before + since) / 2) : lastBefore,
                window);
    }

    /** After a restart, or where nothing was known, the old level ended some time before the new one was first seen. */
    private static Instant lastBefore(Instant onset, Duration window, List<Point> points) {
        return points.stream()
                .map(Point::start)
                .filter(start -> start.isBefore(onset))
                .reduce((one, other) -> other)
                .map(start -> start.plus(window))
                .filter(end -> end.isBefore(onset))
                .orElse(onset);
    }

    /** Where a restart lies before the hidden windows too, the old level ended before that. */
    private static Instant hiddenSince(Instant lastBefore, Duration window, List<Point> ceiling, double half) {
        Instant since = lastBefore;
        int hidden = 0;
        for (int n = ceiling.size() - 1; n >= 0 && hidden <= MOST_HIDDEN; n--) {
            Point point = ceiling.get(n);
            if (point.start().isBefore(lastBefore)) {
                if (point.numerator() < half * point.denominator()) {
                    Instant end = point.start().plus(window);
                    return end.isBefore(since) ? end : since;
                }
                since = point.start();
                hidden++;
            }
        }
        return lastBefore;
    }

    /** One within a window of the onset's own, falling to nothing three windows before and two after it. */
    double closeness(Marker marker) {
        double latest = lag(marker.at());
        double earliest = lag(marker.earliest());
        double unknown = Math.min(0, lag(knownUntil) + 1);
        if (latest >= unknown - 1 && earliest <= 1) {
            return 1;
        }
        return Math.min(1, Math.max(0, latest < 0 ? (latest - unknown + 4) / 3 : 2.5 - earliest));
    }

    private double lag(Instant instant) {
        return (double) Duration.between(at, instant).toMillis() / window.toMillis();
    }
}
