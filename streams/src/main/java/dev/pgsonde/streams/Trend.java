package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.cause.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where what is told of stands, and how fast it moves: from the first window in which it was worth telling to the last. */
record Trend(double now, double perHour) {
    private static final double HOUR_US = 3600e6;

    static Optional<Trend> of(List<Point> points) {
        if (points.size() < 2) {
            return Optional.empty();
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        double hours = Duration.between(first.start(), last.start()).toMillis()
                / (double) Duration.ofHours(1).toMillis();
        return Optional.of(new Trend(level(last), (level(last) - level(first)) / hours));
    }

    private static double level(Point point) {
        return (double) point.numerator() / point.denominator();
    }

    /** How fast it grows, when it does. */
    String growth(String unit) {
        return perHour > 0 ? ", " + Amount.of(perHour, unit) + " more every hour" : "";
    }

    /** When the disk is full at that pace: a share of it that is left falls, bytes on it grow. */
    String full(String unit, Room room) {
        if (unit.equals("share") && perHour < 0) {
            return full(now / -perHour);
        }
        OptionalLong left = unit.equals("bytes") && perHour > 0 ? room.left() : OptionalLong.empty();
        return left.isPresent() ? full(left.getAsLong() / perHour) : "";
    }

    private static String full(double hours) {
        return ", at that pace the disk is full in " + Amount.of(hours * HOUR_US, "us");
    }
}
