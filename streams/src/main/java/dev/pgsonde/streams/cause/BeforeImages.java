package dev.pgsonde.streams.cause;

import dev.pgsonde.schema.Alert.Point;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How much of what logical decoding read was images of the old row, before an onset and since. */
public record BeforeImages(OptionalDouble before, OptionalDouble since) {
    /** The windows on both sides of the edge hold some of either level, and are left out. */
    public static BeforeImages around(Onset onset, List<Point> shares) {
        Instant edge = onset.knownUntil().minus(onset.window());
        return new BeforeImages(
                share(shares.stream()
                        .filter(point -> point.start().isBefore(edge))
                        .toList()),
                share(shares.stream()
                        .filter(point -> point.start().isAfter(onset.at()))
                        .toList()));
    }

    boolean rose() {
        return since.isPresent() && since.getAsDouble() >= before.orElse(0) + 0.1;
    }

    /** A clause for people, or nothing when no change was captured. */
    String text() {
        if (since.isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "; images of the old row are %.0f %% of the changed bytes in the WAL stream since, %s",
                100 * since.getAsDouble(),
                before.isPresent()
                        ? String.format(Locale.ROOT, "%.0f %% before", 100 * before.getAsDouble())
                        : "not measured before");
    }

    private static OptionalDouble share(List<Point> points) {
        long images = 0;
        long all = 0;
        for (Point point : points) {
            images += point.numerator();
            all += point.denominator();
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) images / all);
    }
}
