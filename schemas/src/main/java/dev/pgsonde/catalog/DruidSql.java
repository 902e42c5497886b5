package dev.pgsonde.catalog;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A metric as SQL over Druid's windows: the same sums, the same ratio. */
public final class DruidSql {
    private DruidSql() {}

    /** One row a window: its start, numerator and denominator, and their ratio. */
    public static String series(Metric metric, String source, Instant from, Instant to) {
        return series(metric.numerator(), metric.denominator(), source, from, to);
    }

    /** The same of any two sums of whole servers. */
    public static String series(Sum numerator, @Nullable Sum denominator, String source, Instant from, Instant to) {
        return new Series(source, null, null).of(numerator, denominator, from, to);
    }

    /** The same of one subject: columns of views that have the kind of subject are those of this one. */
    public static String series(Metric metric, String source, String subject, Instant from, Instant to) {
        return new Series(source, metric.subject(), subject).of(metric.numerator(), metric.denominator(), from, to);
    }

    private record Series(
            String source,
            @Nullable String subjectKind,
            @Nullable String subject) {
        String of(Sum numerator, @Nullable Sum denominator, Instant from, Instant to) {
            String below = denominator == null ? "1" : sum(denominator);
            return "SELECT __time, " + sum(numerator) + " AS numerator, " + below
                    + " AS denominator, 1.0 * (" + sum(numerator) + ") / NULLIF(" + below
                    + ", 0) AS ratio FROM windows WHERE source = " + literal(source) + " AND __time >= "
                    + timestamp(from) + " AND __time < " + timestamp(to) + " GROUP BY __time ORDER BY __time";
        }

        private String sum(Sum sum) {
            return sum.terms().stream().map(this::term).collect(Collectors.joining(" + "));
        }

        private String term(Sum.Term term) {
            return DruidSql.term(
                    term,
                    subject == null
                            ? ""
                            : " AND (subject_kind <> " + literal(String.valueOf(subjectKind)) + " OR subject = "
                                    + literal(subject) + ")");
        }
    }

    /** What rows have beside their columns is in each of their records. */
    private static String aggregate(Sum.Term term, String where) {
        String ofView = "FILTER (WHERE metric LIKE " + literal(term.view() + ".%") + where + ")";
        return switch (term.column()) {
            case Sums.READINGS -> "MAX(samples) " + ofView;
            case Sums.COVERED_MS -> "MAX(covered_ms) " + ofView;
            case Sums.ROWS -> "COUNT(DISTINCT subject) " + ofView;
            default -> "SUM(total) FILTER (WHERE metric = " + literal(term.counter()) + where + ")";
        };
    }

    /** A label's value stands somewhere in the subject; which place, does not matter for values as rare as these. */
    private static String matches(Sum.Term term) {
        return term.where().stream()
                .filter(match ->
                        !match.label().equals(View.KIND) || !term.view().equals("statements"))
                .map(match -> " AND " + (match.among() ? "" : "NOT ") + "REGEXP_LIKE(subject, "
                        + literal("(^|\\.)("
                                + match.values().stream()
                                        .map(value -> value.replaceAll("([().*+?\\[\\]])", "\\\\$1"))
                                        .collect(Collectors.joining("|"))
                                + ")(\\.|$)")
                        + ")")
                .collect(Collectors.joining());
    }

    private static String term(Sum.Term term, String ofSubject) {
        String total = aggregate(term, matches(term) + ofSubject);
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
