package dev.pgsonde.streams.state;

import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.streams.delta.Layout;
import dev.pgsonde.streams.delta.Look;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;

/** How what was last seen is packed: two bits for each number, and the bytes of those that are not zero. */
final class FramePacking {
    static final Packing<Row> ROW = new Packing<>(
            (out, row) -> {
                write(out, row.resets());
                write(out, row.counters());
                write(out, row.gauges());
            },
            in -> new Row(readValues(in), readValues(in), readValues(in)));

    static final Packing<Look> LOOK = new Packing<>(
            (out, look) -> {
                write(out, look.incarnation());
                out.instant(look.at())
                        .instant(look.tick())
                        .number(look.course())
                        .text(look.agent())
                        .number(look.round())
                        .texts(look.layout().labels())
                        .texts(look.layout().counters())
                        .texts(look.layout().gauges())
                        .texts(look.layout().resets());
            },
            in -> new Look(
                    readIncarnation(in),
                    in.instant(),
                    in.instant(),
                    in.number(),
                    in.text(),
                    in.number(),
                    new Layout(in.texts(), in.texts(), in.texts(), in.texts())));

    private FramePacking() {}

    static void write(PackedWriter out, Values values) {
        out.number(values.size());
        out.flags(values.known());
        long[] numbers = values.numbers();
        out.flagsOfOthersThanZero(numbers);
        for (long number : numbers) {
            if (number != 0) {
                out.number(number);
            }
        }
    }

    static Values readValues(PackedReader in) {
        int size = in.count();
        boolean[] known = in.flags(size);
        boolean[] some = in.flags(size);
        long[] numbers = new long[size];
        for (int n = 0; n < size; n++) {
            numbers[n] = some[n] ? in.number() : 0;
        }
        return new Values(numbers, known).shared();
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
}
