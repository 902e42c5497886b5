package dev.pgsonde.local.demo;

import java.util.Locale;

/** A vertical axis from zero to a round number, with a tick every other row. */
record Scale(double perRow, int rows) {
    private static final int[] ROUND = {1, 2, 5, 10};
    private static final int ROWS_A_TICK = 2;
    private static final int EIGHTHS = 8;

    /** The smallest round one on which {@code highest} still fits. */
    static Scale of(double highest, int rows) {
        double least = (highest > 0 ? highest : 1) / rows * ROWS_A_TICK;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int digit : ROUND) {
            if (digit * power >= least * (1 - 1e-9)) {
                return new Scale(digit * power / ROWS_A_TICK, rows);
            }
        }
        throw new IllegalStateException("ten times the power of ten below " + least + " is not above it");
    }

    boolean hasTick(int row) {
        return row % ROWS_A_TICK == 0;
    }

    /** The value at the upper edge of a row; rows count from 1 at the bottom. */
    double valueAt(int row) {
        return row * perRow;
    }

    /** How much of a row a bar fills. */
    int eighths(double value, int row) {
        double filled = (value - valueAt(row - 1)) / perRow * EIGHTHS;
        return (int) Math.max(0, Math.min(EIGHTHS, Math.round(filled)));
    }

    String label(double value) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(perRow * ROWS_A_TICK) - 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(',', ' ');
    }

    int labelWidth() {
        return Math.max(label(0).length(), label(valueAt(rows)).length());
    }
}
