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

    /**
     * Whole numbers stay whole, times become microseconds, other numbers fractions, and all else text. What the server
     * calls numeric is whole as long as {@code fractions} is false and none of its values has a fraction: sums are.
     */
    static ColumnReader of(int index, int sqlType, boolean fractions, TextPool texts) {
        return switch (sqlType) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> new Whole(index, false);
            case Types.BOOLEAN -> new Truth(index);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> new Whole(index, true);
            case Types.DOUBLE, Types.REAL, Types.FLOAT -> new Fraction(index, true);
            case Types.NUMERIC -> new Fraction(index, fractions);
            default -> new Text(index, texts);
        };
    }

    abstract void read(ResultSet row) throws SQLException;

    abstract Column column(String name, ColumnKind kind);

    /** Whether the column holds what can count up. */
    boolean isNumbers() {
        return true;
    }

    /** Whether the column has become one of fractions, and is to stay one. */
    boolean isFractions() {
        return false;
    }

    final void miss() {
        if (absentCount == absent.length) {
            absent = Arrays.copyOf(absent, Math.max(4, 2 * absentCount));
        }
        absent[absentCount++] = rows;
    }

    final int[] absent() {
        return Arrays.copyOf(absent, absentCount);
    }

    private static sealed class Whole extends ColumnReader {
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
            values[rows] = value(row);
            if (row.wasNull()) {
                miss();
            }
            rows++;
        }

        @Override
        boolean isNumbers() {
            return !isTime;
        }

        long value(ResultSet row) throws SQLException {
            return isTime ? micros(row) : row.getLong(index);
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

    private static final class Truth extends Whole {
        Truth(int index) {
            super(index, false);
        }

        @Override
        long value(ResultSet row) throws SQLException {
            return row.getBoolean(index) ? 1 : 0;
        }

        @Override
        boolean isNumbers() {
            return false;
        }
    }

    private static final class Fraction extends ColumnReader {
        private double[] values = new double[16];
        private long[] wholes = new long[16];
        private boolean fractions;

        Fraction(int index, boolean fractions) {
            super(index);
            this.fractions = fractions;
        }

        @Override
        void read(ResultSet row) throws SQLException {
            if (rows == values.length) {
                values = Arrays.copyOf(values, 2 * rows);
                wholes = Arrays.copyOf(wholes, 2 * rows);
            }
            values[rows] = row.getDouble(index);
            if (row.wasNull()) {
                miss();
            } else if (!fractions) {
                readWhole(row);
            }
            rows++;
        }

        private void readWhole(ResultSet row) throws SQLException {
            try {
                wholes[rows] =
                        Double.isFinite(values[rows]) ? row.getBigDecimal(index).longValueExact() : 0;
                fractions = !Double.isFinite(values[rows]);
            } catch (ArithmeticException e) {
                fractions = true; // a fraction, or more than fits
            }
        }

        @Override
        boolean isFractions() {
            return fractions;
        }

        @Override
        Column column(String name, ColumnKind kind) {
            return fractions
                    ? new DoubleColumn(name, kind, Arrays.copyOf(values, rows), absent())
                    : new LongColumn(name, kind, Arrays.copyOf(wholes, rows), absent());
        }
    }

    private static final class Text extends ColumnReader {
        private final TextPool pool;
        private final List<String> values = new ArrayList<>();

        Text(int index, TextPool pool) {
            super(index);
            this.pool = pool;
        }

        @Override
        void read(ResultSet row) throws SQLException {
            String value = row.getString(index);
            if (value == null) {
                miss();
            }
            values.add(value == null ? "" : pool.same(value));
            rows++;
        }

        @Override
        boolean isNumbers() {
            return false;
        }

        @Override
        Column column(String name, ColumnKind kind) {
            return new TextColumn(name, kind, values, absent());
        }
    }
}
