package dev.pgsonde.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts in which a frame was published, put together again. */
public final class FrameParts {
    private FrameParts() {}

    /** Whether both were published for one frame, whichever parts of it they are. */
    public static boolean areOfOneFrame(Sample one, Sample other) {
        return one.round() == other.round()
                && one.parts() == other.parts()
                && one.frame() == other.frame()
                && one.at().equals(other.at())
                && one.agent().equals(other.agent())
                && one.source().equals(other.source())
                && one.view().equals(other.view())
                && one.database().equals(other.database())
                && one.incarnation().equals(other.incarnation())
                && Objects.equals(one.since(), other.since())
                && Objects.equals(one.tick(), other.tick());
    }

    /** The frame of all its parts in their order; nothing, when they do not hold the same columns. */
    public static Optional<Sample> together(List<Sample> parts) {
        Sample first = parts.get(0);
        List<List<Column>> rows = parts.stream()
                .map(Sample::columns)
                .filter(columns -> !columns.isEmpty())
                .toList();
        if (rows.stream().anyMatch(columns -> !areAlike(rows.get(0), columns))) {
            return Optional.empty();
        }
        List<String> vanished =
                parts.stream().flatMap(part -> part.vanished().stream()).toList();
        return Optional.of(first.part(columns(rows), vanished, 0, 1));
    }

    private static boolean areAlike(List<Column> some, List<Column> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int n = 0; n < some.size(); n++) {
            Column one = some.get(n);
            Column other = others.get(n);
            if (!one.name().equals(other.name()) || one.kind() != other.kind() || one.getClass() != other.getClass()) {
                return false;
            }
        }
        return true;
    }

    private static List<Column> columns(List<List<Column>> parts) {
        List<Column> columns = new ArrayList<>();
        for (int n = 0; !parts.isEmpty() && n < parts.get(0).size(); n++) {
            int column = n;
            columns.add(column(parts.stream().map(part -> part.get(column)).toList()));
        }
        return columns;
    }

    private static Column column(List<Column> parts) {
        Column first = parts.get(0);
        int[] absent = absent(parts);
        if (first instanceof LongColumn) {
            long[] values = parts.stream()
                    .flatMapToLong(part -> Arrays.stream(((LongColumn) part).values()))
                    .toArray();
            return new LongColumn(first.name(), first.kind(), values, absent);
        }
        if (first instanceof DoubleColumn) {
            double[] values = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(((DoubleColumn) part).values()))
                    .toArray();
            return new DoubleColumn(first.name(), first.kind(), values, absent);
        }
        Stream<String> texts = parts.stream().flatMap(part -> ((TextColumn) part).values().stream());
        return new TextColumn(first.name(), first.kind(), texts.toList(), absent);
    }

    private static int[] absent(List<Column> parts) {
        int[] all =
                new int[parts.stream().mapToInt(part -> part.absent().length).sum()];
        int next = 0;
        int before = 0;
        for (Column part : parts) {
            for (int row : part.absent()) {
                all[next++] = before + row;
            }
            before += part.rows();
        }
        return all;
    }
}
