package dev.pgsonde.streams;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.cause.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Where what is told of stands, and how fast it moves: from the first window in which it was worth telling to the last. */
record Trend(double now, double perHour, double hours) {
    /** A pace that was seen for a minute is believed for four hours. */
    private static final double BELIEVED = 240;

    private static final double HOUR_US = 3600e6;

    static Optional<Trend> of(List<Point> points) {
        if (points.size() < 2) {
            return Optional.empty();
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        double hours = Duration.between(first.start(), last.start()).toMillis()
                / (double) Duration.ofHours(1).toMillis();
        return Optional.of(new Trend(level(last), (level(last) - level(first)) / hours, hours));
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
        OptionalDouble left = hoursLeft(unit, room);
        return left.isPresent()
                ? ", at that pace the disk is full in " + Amount.of(left.getAsDouble() * HOUR_US, "us")
                : "";
    }

    /** The same in microseconds; empty where the pace has not been seen for long enough to wake somebody. */
    OptionalDouble fullInUs(String unit, Room room) {
        OptionalDouble left = hoursLeft(unit, room);
        return left.isPresent() && left.getAsDouble() <= BELIEVED * hours
                ? OptionalDouble.of(left.getAsDouble() * HOUR_US)
                : OptionalDouble.empty();
    }

    private OptionalDouble hoursLeft(String unit, Room room) {
        if (unit.equals("share") && perHour < 0) {
            return OptionalDouble.of(now / -perHour);
        }
        OptionalLong left = unit.equals("bytes") && perHour > 0 ? room.left() : OptionalLong.empty();
        return left.isPresent() ? OptionalDouble.of(left.getAsLong() / perHour) : OptionalDouble.empty();
    }
}
