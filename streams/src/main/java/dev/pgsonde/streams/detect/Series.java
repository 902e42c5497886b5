package dev.pgsonde.streams.detect;

import dev.pgsonde.schema.Alert.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one subject: its newest levels as people are shown them, and what the detector remembers. Windows with
 * too small a denominator are added together until it is large enough.
 */
public record Series(List<Point> points, @Nullable Point carried, Memory memory) {
    public static final Series EMPTY = new Series(List.of(), null, Memory.NONE);

    /** What an alert shows of the time before it. */
    static final int SHOWN = 60;

    public Series {
        points = List.copyOf(points);
    }

    /** With a window that is shown and not judged. */
    public Series plus(Point window) {
        return new Series(window.denominator() < 1 ? points : longer(window), null, memory);
    }

    /** After a step of the detector, which says whether the window has completed a level. */
    Series after(Point window, Memory next) {
        if (window.denominator() < 1) {
            return new Series(points, carried, next);
        }
        Point whole = carried == null ? window : sum(carried, window);
        if (next.known() > memory.known()) {
            return new Series(longer(whole), null, next);
        }
        return new Series(points, next.carry().windows() > 0 ? whole : null, next);
    }

    Series after(Memory next) {
        return new Series(points, null, next);
    }

    /** When the level began that is so many levels old; one is the newest. */
    Instant start(int ago) {
        return points.get(Math.max(0, points.size() - ago)).start();
    }

    private static Point sum(Point carried, Point window) {
        return new Point(
                carried.start(),
                Math.addExact(carried.numerator(), window.numerator()),
                Math.addExact(carried.denominator(), window.denominator()));
    }

    private List<Point> longer(Point next) {
        List<Point> longer = new ArrayList<>(points);
        longer.add(next);
        return longer.subList(Math.max(0, longer.size() - SHOWN), longer.size());
    }
}
