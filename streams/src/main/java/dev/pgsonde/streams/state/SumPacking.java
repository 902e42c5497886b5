package dev.pgsonde.streams.state;

import dev.pgsonde.schema.MemberLoad;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.window.Course;
import dev.pgsonde.streams.window.ImageSize;
import dev.pgsonde.streams.window.Readings;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ViewSums;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How what adds up is packed. */
final class SumPacking {
    static final Packing<ViewSums> VIEW = new Packing<>(
            (out, sums) -> out.text(sums.subjectKind())
                    .text(sums.incarnation())
                    .texts(sums.labels())
                    .texts(sums.counters())
                    .texts(sums.gauges())
                    .number(sums.coveredMs())
                    .number(sums.samples())
                    .number(sums.looks())
                    .flag(sums.spread())
                    .text(sums.unread())
                    .text(sums.lost())
                    .text(sums.reason()),
            in -> new ViewSums(
                    in.text(),
                    in.text(),
                    in.texts(),
                    in.texts(),
                    in.texts(),
                    in.number(),
                    in.count(),
                    in.count(),
                    in.flag(),
                    in.textOrNull(),
                    in.textOrNull(),
                    in.textOrNull()));

    static final Packing<RowSums> ROW = new Packing<>(
            (out, sums) -> {
                FramePacking.write(out, sums.totals());
                out.number(sums.coveredMs())
                        .number(sums.samples())
                        .flag(sums.spread())
                        .text(sums.reason());
                write(out, sums.readings());
            },
            in -> new RowSums(
                    FramePacking.readValues(in),
                    in.number(),
                    in.count(),
                    in.flag(),
                    in.textOrNull(),
                    readReadings(in)));

    /** Some rows of one view in one window, by subject. */
    static final Packing<Map<String, RowSums>> ROWS = new Packing<>(
            (out, rows) -> {
                out.number(rows.size());
                rows.forEach((subject, row) -> ROW.writer().accept(out.text(subject), row));
            },
            in -> {
                Map<String, RowSums> rows = new LinkedHashMap<>();
                for (int left = in.count(); left > 0; left--) {
                    rows.put(in.text(), ROW.reader().apply(in));
                }
                return rows;
            });

    static final Packing<SourceState> SOURCE = new Packing<>(
            (out, source) -> {
                out.instant(source.firstOpen())
                        .number(source.everyMs())
                        .text(source.incarnation())
                        .text(source.run());
                write(out, source.course());
            },
            in -> new SourceState(in.instant(), in.number(), in.text(), in.textOrNull(), readCourse(in)));

    static final Packing<ImageSize> IMAGE_SIZE = new Packing<>(
            (out, size) -> out.list(size.newest(), (item, wal) -> item.number(wal.records())
                            .number(wal.images())
                            .number(wal.bytes()))
                    .fraction(size.bytes()),
            in -> new ImageSize(
                    in.list(item -> new ImageSize.Wal(item.number(), item.number(), item.number())), in.fraction()));

    private static final Packing<MemberLoad> LOAD = new Packing<>(
            (out, load) -> out.text(load.cluster())
                    .text(load.source())
                    .instant(load.start())
                    .instant(load.end())
                    .flag(load.primary())
                    .numberOrNull(load.commits())
                    .numberOrNull(load.sessions()),
            in -> new MemberLoad(
                    in.text(), in.text(), in.instant(), in.instant(), in.flag(), in.numberOrNull(), in.numberOrNull()));

    static final Packing<ClusterState> CLUSTER = new Packing<>(
            (out, cluster) -> out.list(cluster.members(), LOAD.writer())
                    .list(cluster.waiting(), LOAD.writer())
                    .instant(cluster.open()),
            in -> new ClusterState(in.list(LOAD.reader()), in.list(LOAD.reader()), in.instant()));

    private SumPacking() {}

    private static void write(PackedWriter out, @Nullable Readings readings) {
        out.flag(readings != null);
        if (readings != null) {
            FramePacking.write(out, readings.held());
            FramePacking.write(out, readings.last());
            out.number(readings.looks());
            for (int n = 0; n < readings.sums().length; n++) {
                out.number(readings.sums()[n]).number(readings.counts()[n]).number(readings.largest()[n]);
            }
        }
    }

    private static @Nullable Readings readReadings(PackedReader in) {
        if (!in.flag()) {
            return null;
        }
        Values held = FramePacking.readValues(in);
        Values last = FramePacking.readValues(in);
        int looks = in.count();
        long[] sums = new long[held.size()];
        int[] counts = new int[held.size()];
        long[] largest = new long[held.size()];
        for (int n = 0; n < sums.length; n++) {
            sums[n] = in.number();
            counts[n] = in.count();
            largest[n] = in.number();
        }
        return new Readings(held, sums, counts, largest, last, looks);
    }

    private static void write(PackedWriter out, @Nullable Course course) {
        out.flag(course != null);
        if (course != null) {
            Course.Past past = course.past();
            out.text(course.agent())
                    .number(course.round())
                    .instant(course.tick())
                    .instant(course.at())
                    .number(course.steps())
                    .instantOrNull(course.behind())
                    .instantOrNull(course.doubt())
                    .instantOrNull(course.gapEnd())
                    .instant(past.frontier())
                    .instant(past.since())
                    .instantOrNull(past.islandFrom())
                    .instantOrNull(past.islandTo());
        }
    }

    private static @Nullable Course readCourse(PackedReader in) {
        if (!in.flag()) {
            return null;
        }
        return new Course(
                in.text(),
                in.number(),
                in.instant(),
                in.instant(),
                in.number(),
                in.instantOrNull(),
                in.instantOrNull(),
                in.instantOrNull(),
                new Course.Past(in.instant(), in.instant(), in.instantOrNull(), in.instantOrNull()));
    }
}
