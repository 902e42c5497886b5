package dev.pgsonde.collect.server;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.DoubleColumn;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers one column of an answer, row by row, as what its SQL type makes of it. */
abstract sealed class ColumnReader {
    final int index;
    private int[] absent = new int[0];
    private int absentCount;
    int rows;

    private ColumnReader(int index) {
        this.index = index;
    }

    /** Whole numbers stay whole, times become microseconds, other numbers fractions, and all else text. */
    static ColumnReader of(int index, int sqlType) {
        return switch (sqlType) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> new Whole(index, false);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> new Whole(index, true);
            case Types.DOUBLE, Types.REAL, Types.FLOAT, Types.NUMERIC -> new Fraction(index);
            default -> new Text(index);
        };
    }

    abstract void read(ResultSet row) throws SQLException;

    abstract Column column(String name, ColumnKind kind);

    final void miss() {
        if (absentCount == absent.length) {
            absent = Arrays.copyOf(absent, Math.max(4, 2 * absentCount));
        }
        absent[absentCount++] = rows;
    }

    final int[] absent() {
        return Arrays.copyOf(absent, absentCount);
    }

    private static final class Whole extends ColumnReader {
        private final boolean isTime;
        private long[] values = new long[16];

        Whole(int index, boolean isTime) {
            super(index);
            this.isTime = isTime;
        }

        @Override
        void read(ResultSet row) throws SQLException {
            if (rows == values.length) {
                values = Arrays.copyOf(values, 2 * rows);
            }
            values[rows] = isTime ? micros(row) : row.getLong(index);
            if (row.wasNull()) {
                miss();
            }
            rows++;
        }

        private long micros(ResultSet row) throws SQLException {
            OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
            return time == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
        }

        @Override
        Column column(String name, ColumnKind kind) {
            return new LongColumn(name, kind, Arrays.copyOf(values, rows), absent());
        }
    }

    private static final class Fraction extends ColumnReader {
        private double[] values = new double[16];

        Fraction(int index) {
            super(index);
        }

        @Override
        void read(ResultSet row) throws SQLException {
            if (rows == values.length) {
                values = Arrays.copyOf(values, 2 * rows);
            }
            values[rows] = row.getDouble(index);
            if (row.wasNull()) {
                miss();
            }
            rows++;
        }

        @Override
        Column column(String name, ColumnKind kind) {
            return new DoubleColumn(name, kind, Arrays.copyOf(values, rows), absent());
        }
    }

    private static final class Text extends ColumnReader {
        private final List<String> values = new ArrayList<>();

        Text(int index) {
            super(index);
        }

        @Override
        void read(ResultSet row) throws SQLException {
            String value = row.getString(index);
            if (value == null) {
                miss();
            }
            values.add(value == null ? "" : value);
            rows++;
        }

        @Override
        Column column(String name, ColumnKind kind) {
            return new TextColumn(name, kind, values, absent());
        }
    }
}
