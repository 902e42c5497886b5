package dev.pgsonde.catalog;

import java.time.Instant;
import java.util.stream.Collectors;

/** A metric as SQL over Druid's windows: the same sums, the same ratio. */
public final class DruidSql {
    private DruidSql() {}

    /** One row a window: its start, numerator and denominator, and their ratio. */
    public static String series(Metric metric, String source, Instant from, Instant to) {
        return "SELECT __time, " + sum(metric.numerator()) + " AS numerator, " + sum(metric.denominator())
                + " AS denominator, 1.0 * (" + sum(metric.numerator()) + ") / NULLIF(" + sum(metric.denominator())
                + ", 0) AS ratio FROM windows WHERE source = " + literal(source) + " AND __time >= "
                + timestamp(from) + " AND __time < " + timestamp(to) + " GROUP BY __time ORDER BY __time";
    }

    private static String sum(Sum sum) {
        return sum.terms().stream().map(DruidSql::term).collect(Collectors.joining(" + "));
    }

    private static String term(Sum.Term term) {
        String total = "SUM(total) FILTER (WHERE metric = " + literal(term.counter()) + ")";
        String known = term.whereOffered() ? "COALESCE(" + total + ", 0)" : total; // unknown is never zero
        return term.times() == 1 ? known : term.times() + " * " + known;
    }

    private static String timestamp(Instant at) {
        return "MILLIS_TO_TIMESTAMP(" + at.toEpochMilli() + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
