package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.streams.detect.Carry;
import dev.pgsonde.streams.detect.Day;
import dev.pgsonde.streams.detect.Episode;
import dev.pgsonde.streams.detect.Latch;
import dev.pgsonde.streams.detect.Memory;
import dev.pgsonde.streams.detect.Scale;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.detect.Tier;
import dev.pgsonde.streams.detect.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Series are many, and each is written for every window: levels and windows are packed as differences of neighbours. */
public final class SeriesPacking {
    static final Packing<Series> SERIES = new Packing<>(SeriesPacking::write, SeriesPacking::read);

    /** Larger ones are no shorter as whole numbers. */
    private static final float MOST_WHOLE = 1L << 34;

    private SeriesPacking() {}

    /** What a series takes in its store, its key aside. */
    public static int bytes(Series series) {
        return SERIES.pack(series).length;
    }

    private static void write(PackedWriter out, Series series) {
        List<Point> points = series.points();
        long unit = unit(points);
        out.number(points.size()).number(unit);
        Point before = new Point(Instant.EPOCH, 0, 0);
        long length = 0;
        for (Point point : points) {
            long apart = (point.start().toEpochMilli() - before.start().toEpochMilli()) / unit;
            out.number(apart - length)
                    .number(point.numerator() - before.numerator())
                    .number(point.denominator() - before.denominator());
            length = apart;
            before = point;
        }
        Point carried = series.carried();
        out.flag(carried != null);
        if (carried != null) {
            out.number(carried.start().toEpochMilli())
                    .number(carried.numerator())
                    .number(carried.denominator());
        }
        write(out, series.memory());
    }

    /** The milliseconds that all starts are multiples of: a window, where they are aligned to the clock. */
    private static long unit(List<Point> points) {
        long unit = 0;
        for (Point point : points) {
            long other = point.start().toEpochMilli();
            while (other != 0) {
                long rest = unit % other;
                unit = other;
                other = rest;
            }
        }
        return Math.max(1, Math.abs(unit));
    }

    private static Series read(PackedReader in) {
        int count = in.count();
        long unit = in.number();
        List<Point> points = new ArrayList<>(count);
        Point before = new Point(Instant.EPOCH, 0, 0);
        long length = 0;
        for (int n = 0; n < count; n++) {
            length += in.number();
            before = new Point(
                    before.start().plusMillis(length * unit),
                    before.numerator() + in.number(),
                    before.denominator() + in.number());
            points.add(before);
        }
        Point carried = in.flag() ? new Point(Instant.ofEpochMilli(in.number()), in.number(), in.number()) : null;
        return new Series(points, carried, readMemory(in));
    }

    private static void write(PackedWriter out, Memory memory) {
        writeLevels(out, memory.values());
        writeLevels(out, memory.tens());
        writeLevels(out, memory.block());
        Carry carry = memory.carry();
        out.fraction(carry.numerator()).fraction(carry.denominator()).number(carry.windows());
        writeSums(out, carry.numerators());
        writeSums(out, carry.denominators());
        out.number(memory.grace())
                .number(memory.known())
                .number(Float.floatToRawIntBits(memory.unrest()))
                .number(memory.period())
                .number(Float.floatToRawIntBits(memory.denominator()));
        Episode episode = memory.episode();
        out.number(episode.sign()).fraction(episode.size()).number(episode.end());
        Day day = memory.day();
        writeLevels(out, day.hours());
        out.number(day.hour()).fraction(day.sum()).number(day.count()).number(day.seen());
        Latch latch = memory.latch();
        out.flag(latch != null);
        if (latch != null) {
            out.number(latch.sign())
                    .fraction(latch.reference())
                    .fraction(latch.size())
                    .number(latch.patience())
                    .flag(latch.tier() == Tier.PAGE)
                    .number(latch.back())
                    .number(latch.age());
            writeLevels(out, latch.since());
        }
    }

    private static Memory readMemory(PackedReader in) {
        return new Memory(
                readLevels(in),
                readLevels(in),
                readLevels(in),
                new Carry(in.fraction(), in.fraction(), in.count(), readSums(in), readSums(in)),
                in.count(),
                in.count(),
                Float.intBitsToFloat(in.count()),
                in.count(),
                Float.intBitsToFloat(in.count()),
                new Episode(in.count(), in.fraction(), in.count()),
                new Day(readLevels(in), in.count(), in.fraction(), in.count(), in.count()),
                readLatch(in));
    }

    private static @Nullable Latch readLatch(PackedReader in) {
        return in.flag()
                ? new Latch(
                        in.count(),
                        in.fraction(),
                        in.fraction(),
                        in.count(),
                        in.flag() ? Tier.PAGE : Tier.WARN,
                        in.count(),
                        in.count(),
                        readLevels(in))
                : null;
    }

    /** In the steps that logarithms are kept in. */
    private static void writeLevels(PackedWriter out, Track levels) {
        out.number(levels.size());
        long before = 0;
        for (int n = 0; n < levels.size(); n++) {
            long now = Math.round(levels.at(n) * Scale.STEPS);
            out.number(now - before);
            before = now;
        }
    }

    private static Track readLevels(PackedReader in) {
        float[] levels = new float[in.count()];
        long now = 0;
        for (int n = 0; n < levels.length; n++) {
            now += in.number();
            levels[n] = (float) (now / Scale.STEPS);
        }
        return Track.of(levels);
    }

    private static void writeSums(PackedWriter out, Track sums) {
        boolean whole = true;
        for (int n = 0; n < sums.size(); n++) {
            whole &= sums.at(n) == Math.rint(sums.at(n)) && Math.abs(sums.at(n)) < MOST_WHOLE;
        }
        out.number(sums.size()).flag(whole);
        for (int n = 0; n < sums.size(); n++) {
            out.number(whole ? (long) sums.at(n) : Float.floatToRawIntBits(sums.at(n)));
        }
    }

    private static Track readSums(PackedReader in) {
        float[] sums = new float[in.count()];
        boolean whole = in.flag();
        for (int n = 0; n < sums.length; n++) {
            sums[n] = whole ? in.number() : Float.intBitsToFloat(in.count());
        }
        return Track.of(sums);
    }
}
