package dev.pgsonde.catalog;

import dev.pgsonde.schema.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Metrics and rules as SQL over Druid's windows: the same sums, the same ratio. A window counts only when both sides are
 * known in it: they stand in one row, or in rows of two tables that are joined by their time.
 */
public final class DruidSql {
    /** What the tables of windows begin with. */
    public static final String PREFIX = "pgsonde_";

    private final Catalog catalog;

    public DruidSql(Catalog catalog) {
        this.catalog = catalog;
    }

    /** One row a window: its start, numerator and denominator, and their ratio. */
    public String series(Metric metric, String source, String subject, Instant from, Instant to) {
        List<String> by = catalog.labelsOf(metric);
        return series(metric.numerator(), metric.denominator(), by, new Range(source, subject, from, to));
    }

    /** The same of what a rule shows. */
    public String series(Rule rule, String source, String subject, Instant from, Instant to) {
        Rule.Condition headline = rule.headline();
        List<String> by = catalog.labelsOf(rule);
        return series(headline.of(), headline.per(), by, new Range(source, subject, from, to));
    }

    /** Of whom, and from when to when. */
    private record Range(String source, String subject, Instant from, Instant to) {
        String condition() {
            return "source = " + literal(source) + " AND __time >= " + timestamp(from) + " AND __time < "
                    + timestamp(to);
        }
    }

    private String series(Sum above, @Nullable Sum below, List<String> by, Range range) {
        Map<String, Part> parts = new LinkedHashMap<>();
        above.terms()
                .forEach(term -> part(parts, term, by, range.subject()).above.add(term));
        if (below != null) {
            below.terms()
                    .forEach(
                            term -> part(parts, term, by, range.subject()).below.add(term));
        }
        List<Part> all = List.copyOf(parts.values());
        return all.size() == 1 ? all.get(0).alone(range, below == null) : joined(all, range, below == null);
    }

    private Part part(Map<String, Part> parts, Sum.Term term, List<String> by, String subject) {
        if (catalog.isOfServer(term, by)) {
            return parts.computeIfAbsent(View.SERVER, any -> new Part(View.SERVER, null, Map.of()));
        }
        View view = catalog.view(catalog.published(term.view()));
        Map<String, String> labels = new LinkedHashMap<>();
        if (view.labels().containsAll(by)) {
            List<String> values = Subject.labels(subject);
            for (int n = 0; n < by.size(); n++) {
                labels.put(by.get(n), n < values.size() ? values.get(n) : "");
            }
        }
        return parts.computeIfAbsent(view.view(), any -> new Part(view.grain(), view.view(), labels));
    }

    private static String joined(List<Part> parts, Range range, boolean isOne) {
        String above = sum(parts, "above");
        String below = isOne ? "1" : sum(parts, "below");
        String from = parts.get(0).grouped(range) + " p0";
        for (int n = 1; n < parts.size(); n++) {
            from += " JOIN " + parts.get(n).grouped(range) + " p" + n + " ON p" + n + ".t = p0.t";
        }
        return "SELECT p0.t AS __time, " + above + " AS numerator, " + below + " AS denominator, 1.0 * (" + above
                + ") / NULLIF(" + below + ", 0) AS ratio FROM " + from + " ORDER BY 1";
    }

    private static String sum(List<Part> parts, String side) {
        List<String> sides = new ArrayList<>();
        for (int n = 0; n < parts.size(); n++) {
            sides.add("p" + n + "." + side);
        }
        return String.join(" + ", sides);
    }

    /** The terms that stand in the same rows of one table. */
    private final class Part {
        private final String grain;
        private final @Nullable String view;
        private final Map<String, String> labels;
        private final List<Sum.Term> above = new ArrayList<>();
        private final List<Sum.Term> below = new ArrayList<>();

        Part(String grain, @Nullable String view, Map<String, String> labels) {
            this.grain = grain;
            this.view = view;
            this.labels = labels;
        }

        String alone(Range range, boolean isOne) {
            String denominator = isOne ? "1" : side(below);
            return "SELECT __time, " + side(above) + " AS numerator, " + denominator + " AS denominator, 1.0 * ("
                    + side(above) + ") / NULLIF(" + denominator + ", 0) AS ratio" + from(range)
                    + " GROUP BY __time ORDER BY __time";
        }

        String grouped(Range range) {
            return "(SELECT __time AS t, " + side(above) + " AS above, " + side(below) + " AS below" + from(range)
                    + " GROUP BY __time)";
        }

        private String from(Range range) {
            String rows = Stream.of(
                            view == null ? Stream.<String>empty() : Stream.of("view = " + literal(view)),
                            labels.entrySet().stream()
                                    .map(label -> label(label.getKey()) + " = " + literal(label.getValue())),
                            known())
                    .flatMap(conditions -> conditions)
                    .map(condition -> " AND " + condition)
                    .collect(Collectors.joining());
            return " FROM " + PREFIX + grain + " WHERE " + range.condition() + rows;
        }

        /** That all is known in the row that a server must have. */
        private Stream<String> known() {
            return Stream.concat(above.stream(), below.stream())
                    .filter(term -> !isOfEveryRow(term) && (isServer() || !term.whereOffered()))
                    .map(term -> column(name(term)) + " IS NOT NULL")
                    .distinct();
        }

        private String side(List<Sum.Term> terms) {
            return terms.isEmpty() ? "0" : terms.stream().map(this::term).collect(Collectors.joining(" + "));
        }

        private String term(Sum.Term term) {
            String amount = amount(term);
            return term.times() == 1 ? amount : term.times() + " * " + amount;
        }

        private String amount(Sum.Term term) {
            if (isServer()) {
                return "SUM(" + column(name(term)) + ")";
            }
            String rows = term.where().isEmpty()
                    ? ""
                    : " FILTER (WHERE "
                            + term.where().stream().map(this::matches).collect(Collectors.joining(" AND ")) + ")";
            if (isOfEveryRow(term)) {
                return ofEveryRow(term.column()) + rows;
            }
            String sum = "SUM(" + column(name(term)) + ")";
            return rows.isEmpty() && !term.whereOffered() ? sum : "COALESCE(" + sum + rows + ", 0)";
        }

        /** Of one subject a window may have several rows, of which each covers another part. */
        private String ofEveryRow(String column) {
            if (column.equals(Sums.ROWS)) {
                return "COUNT(DISTINCT subject)";
            }
            boolean isOfOneSubject =
                    view != null && labels.size() == catalog.view(view).labels().size();
            return (isOfOneSubject ? "SUM(" : "MAX(") + column + ")";
        }

        private String matches(Sum.Match match) {
            String values = match.values().stream().map(DruidSql::literal).collect(Collectors.joining(", "));
            return label(match.label()) + (match.among() ? " IN (" : " NOT IN (") + values + ")";
        }

        private boolean isServer() {
            return grain.equals(View.SERVER);
        }

        private boolean isOfEveryRow(Sum.Term term) {
            return !isServer()
                    && References.OF_EVERY_VIEW.contains(term.column())
                    && !catalog.view(term.view()).columns().containsKey(term.column());
        }

        private String name(Sum.Term term) {
            return isServer() ? term.name() : term.counter();
        }

        /** The table of other views has no columns of theirs: what they count is looked up by its name. */
        private String column(String name) {
            return grain.equals(View.OTHER) ? "JSON_VALUE(sums, " + path(name) + " RETURNING BIGINT)" : quoted(name);
        }

        private String label(String name) {
            return grain.equals(View.OTHER) ? "JSON_VALUE(labels, " + path(name) + ")" : quoted(name);
        }
    }

    /** In the only form in which a name may have dots. */
    private static String path(String name) {
        return literal("$['" + name + "']");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String timestamp(Instant at) {
        return "MILLIS_TO_TIMESTAMP(" + at.toEpochMilli() + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
