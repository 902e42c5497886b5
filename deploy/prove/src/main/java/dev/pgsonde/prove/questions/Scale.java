package dev.pgsonde.prove.questions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How much there is.
 *
 * @param servers of which the server's own rows are there for {@code days}
 * @param detailed of these, those whose subjects are there for the last day, in the wide tables
 * @param compared of these, those whose subjects are there for the last day, everywhere
 * @param statementDays for how long the statements of the first server are there, in the wide table
 * @param windows of a day
 */
record Scale(int servers, int detailed, int compared, int days, int statementDays, int windows) {
    static final Scale FULL = new Scale(50, 10, 3, 30, 8, 2880);
    static final Scale SAMPLE = new Scale(6, 2, 1, 3, 2, 240);

    static final Duration WINDOW = Duration.ofSeconds(30);

    /** The day that all tables have. */
    static Instant lastDay() {
        return LocalDate.now(ZoneOffset.UTC)
                .minusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** Where windows of a day begin of which only the first few are there. */
    Instant end() {
        return lastDay().plus(WINDOW.multipliedBy(windows));
    }

    static String server(int number) {
        return "db-%02d".formatted(number);
    }
}
