package dev.pgsonde.local.bench;

/** SQL statements, each with a query id of its own, as long as wanted. */
final class StatementTexts {
    /** Enough for 16 384: each number is written in operators, since constants do not tell statements apart. */
    private static final int BITS = 14;

    private static final int SHORTEST = 2 * BITS;

    private StatementTexts() {}

    static String text(int number, int length) {
        if (number < 0 || number >= 1 << BITS) {
            throw new IllegalArgumentException("there are " + (1 << BITS) + " statements, and no " + number);
        }
        StringBuilder text = new StringBuilder(Math.max(SHORTEST, length) + 100).append("SELECT 1");
        for (int bit = 0; bit < BITS; bit++) {
            text.append((number >> bit & 1) == 0 ? "+1" : "-1");
        }
        for (int column = 0; text.length() < length; column++) {
            text.append(",1 AS a_column_with_a_name_that_somebody_found_very_telling_")
                    .append(column);
        }
        return text.toString();
    }
}
