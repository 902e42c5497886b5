package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Alert.Point;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.streams.delta.Layout;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.detect.Series;
import dev.pgsonde.streams.window.RowSums;
import dev.pgsonde.streams.window.ViewSums;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How each kind of entry is packed. */
record Packing<T>(BiConsumer<PackedWriter, T> writer, Function<PackedReader, T> reader) {
    static final Packing<Row> ROW = new Packing<>(
            (out, row) -> {
                write(out, row.resets());
                write(out, row.counters());
            },
            in -> new Row(readValues(in), readValues(in)));

    static final Packing<Look> LOOK = new Packing<>(
            (out, look) -> {
                write(out, look.incarnation());
                out.instant(look.at())
                        .text(look.agent())
                        .number(look.round())
                        .texts(look.layout().counters())
                        .texts(look.layout().gauges())
                        .texts(look.layout().resets());
            },
            in -> new Look(
                    readIncarnation(in),
                    in.instant(),
                    in.text(),
                    in.number(),
                    new Layout(in.texts(), in.texts(), in.texts())));

    static final Packing<ViewSums> VIEW_SUMS = new Packing<>(
            (out, sums) -> out.text(sums.subjectKind())
                    .text(sums.incarnation())
                    .texts(sums.metrics())
                    .number(sums.coveredMs())
                    .number(sums.samples())
                    .text(sums.reason()),
            in -> new ViewSums(in.text(), in.text(), in.texts(), in.number(), in.count(), in.textOrNull()));

    static final Packing<RowSums> ROW_SUMS = new Packing<>(
            (out, sums) -> {
                write(out, sums.totals());
                out.number(sums.coveredMs()).number(sums.samples()).text(sums.reason());
            },
            in -> new RowSums(readValues(in), in.number(), in.count(), in.textOrNull()));

    static final Packing<Marker> MARKER = new Packing<>(
            (out, marker) -> out.text(marker.source())
                    .instant(marker.at())
                    .text(marker.kind())
                    .text(marker.subjectKind())
                    .text(marker.subject())
                    .text(marker.before())
                    .text(marker.after())
                    .text(marker.detail()),
            in -> new Marker(
                    in.text(),
                    in.instant(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.textOrNull(),
                    in.textOrNull(),
                    in.textOrNull()));

    static final Packing<SourceState> SOURCE = new Packing<>(
            (out, source) ->
                    out.instant(source.firstOpen()).text(source.incarnation()).text(source.run()),
            in -> new SourceState(in.instant(), in.text(), in.textOrNull()));

    static final Packing<Series> SERIES = new Packing<>(Packing::write, Packing::readSeries);

    byte[] pack(T value) {
        PackedWriter out = new PackedWriter();
        writer.accept(out, value);
        return out.packed();
    }

    T unpack(byte[] bytes) {
        return reader.apply(new PackedReader(bytes));
    }

    private static void write(PackedWriter out, Values values) {
        out.number(values.numbers().length);
        for (int n = 0; n < values.numbers().length; n++) {
            out.flag(values.known()[n]);
            if (values.known()[n]) {
                out.number(values.numbers()[n]);
            }
        }
    }

    private static Values readValues(PackedReader in) {
        int size = in.count();
        long[] numbers = new long[size];
        boolean[] known = new boolean[size];
        for (int n = 0; n < size; n++) {
            known[n] = in.flag();
            numbers[n] = known[n] ? in.number() : 0;
        }
        return new Values(numbers, known);
    }

    private static void write(PackedWriter out, Incarnation incarnation) {
        out.text(incarnation.system())
                .number(incarnation.timeline())
                .instant(incarnation.postmasterStart())
                .text(incarnation.role().name());
    }

    private static Incarnation readIncarnation(PackedReader in) {
        return new Incarnation(in.text(), in.count(), in.instant(), Incarnation.Role.valueOf(in.text()));
    }

    private static void write(PackedWriter out, Point point) {
        out.number(point.start().toEpochMilli()).number(point.numerator()).number(point.denominator());
    }

    private static Point readPoint(PackedReader in) {
        return new Point(Instant.ofEpochMilli(in.number()), in.number(), in.number());
    }

    private static void write(PackedWriter out, Series series) {
        out.list(series.points(), Packing::write);
        Point carried = series.carried();
        out.flag(carried != null);
        if (carried != null) {
            write(out, carried);
        }
        Series.Firing firing = series.firing();
        out.flag(firing != null);
        if (firing != null) {
            out.fraction(firing.reference())
                    .fraction(firing.size())
                    .number(firing.age())
                    .number(firing.back())
                    .list(firing.since(), Packing::write);
        }
    }

    private static Series readSeries(PackedReader in) {
        return new Series(
                in.list(Packing::readPoint),
                in.flag() ? readPoint(in) : null,
                in.flag()
                        ? new Series.Firing(
                                in.fraction(), in.fraction(), in.count(), in.count(), in.list(Packing::readPoint))
                        : null);
    }
}
