package dev.pgsonde.schema;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a sample must be, and each of its columns. */
final class SampleCheck {
    /** No view is asked less often. */
    static final long LONGEST_PERIOD_MS = Duration.ofDays(366).toMillis();

    private static final ValueCheck CHECK = new ValueCheck("Sample");

    private SampleCheck() {}

    static void check(Sample sample) throws InvalidRecordException {
        CHECK.name("source", sample.source());
        CHECK.text("agent", sample.agent(), RecordLimits.LONGEST_NAME);
        CHECK.number("round", sample.round(), 0);
        CHECK.instant("at", sample.at());
        CHECK.name("view", sample.view());
        CHECK.text("database", sample.database(), RecordLimits.LONGEST_NAME);
        CHECK.name("subject_kind", sample.subjectKind());
        CHECK.names("vanished", sample.vanished());
        CHECK.text("unknown", sample.unknown());
        CHECK.count("since", sample.since());
        CHECK.number("part", sample.part(), 0);
        CHECK.number("parts", sample.parts(), 0);
        CHECK.instant("tick", sample.tick());
        if (sample.everyMs() < 0 || sample.everyMs() > LONGEST_PERIOD_MS) {
            throw CHECK.refused("every_ms", "is " + sample.everyMs());
        }
        check(sample.incarnation());
        columns(sample);
    }

    private static void check(Incarnation incarnation) throws InvalidRecordException {
        CHECK.text("incarnation.system", incarnation.system(), RecordLimits.LONGEST_NAME);
        CHECK.number("incarnation.timeline", incarnation.timeline(), 0);
        CHECK.instant("incarnation.postmaster_start", incarnation.postmasterStart());
    }

    private static void columns(Sample sample) throws InvalidRecordException {
        if (sample.columns().size() > RecordLimits.MOST_COLUMNS) {
            throw CHECK.refused("columns", "are " + sample.columns().size());
        }
        Set<String> names = new HashSet<>();
        for (Column column : sample.columns()) {
            CHECK.name("columns.name", column.name());
            if (!names.add(column.name())) {
                throw CHECK.refused("columns", "has the column " + column.name() + " twice");
            }
            absent(column);
            if (column instanceof LongColumn numbers) {
                check(numbers);
            } else if (column instanceof DoubleColumn fractions) {
                check(fractions);
            } else if (column instanceof TextColumn texts) {
                check(texts);
            }
        }
    }

    /** In order, so that they can be searched. */
    private static void absent(Column column) throws InvalidRecordException {
        int before = -1;
        for (int row : column.absent()) {
            if (row <= before || row >= column.rows()) {
                throw CHECK.refused("columns." + column.name(), "has no value in row " + row + " after row " + before);
            }
            before = row;
        }
    }

    /** What is not added up may be any number: an identifier is a hash of 64 bits. */
    private static void check(LongColumn column) throws InvalidRecordException {
        boolean counts = column.kind() == ColumnKind.COUNTER;
        if (!counts && column.kind() != ColumnKind.GAUGE) {
            return;
        }
        long least = counts ? 0 : -RecordLimits.LARGEST_NUMBER;
        long[] values = column.values();
        for (int row = 0; row < values.length; row++) {
            if ((values[row] < least || values[row] > RecordLimits.LARGEST_NUMBER) && !column.isAbsent(row)) {
                throw new InvalidRecordException("the " + (counts ? "counter " : "number ") + column.name() + " is "
                        + values[row] + " in row " + row);
            }
        }
    }

    private static void check(DoubleColumn column) throws InvalidRecordException {
        boolean counts = column.kind() == ColumnKind.COUNTER;
        double[] values = column.values();
        for (int row = 0; row < values.length; row++) {
            boolean isNone = counts && !(values[row] >= 0 && Double.isFinite(values[row]));
            if (isNone && !column.isAbsent(row)) {
                throw new InvalidRecordException(
                        "the counter " + column.name() + " is " + values[row] + " in row " + row);
            }
        }
    }

    private static void check(TextColumn column) throws InvalidRecordException {
        boolean names = column.kind() == ColumnKind.LABEL;
        int longest = names ? RecordLimits.LONGEST_SUBJECT : RecordLimits.LARGEST_RECORD;
        for (String value : column.values()) {
            CHECK.text("columns." + column.name(), value, longest);
        }
    }
}
