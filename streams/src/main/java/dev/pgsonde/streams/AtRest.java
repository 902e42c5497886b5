package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Catalog.SubjectTerm;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.Sums;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.ColumnKind;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The views of which rows count although they stood still. */
final class AtRest {
    /** Tables are many, and most are at rest: of them only those that moved are judged. */
    private static final String TABLES = "tables";

    private AtRest() {}

    /** Views of which gauges, or that a row is there, matter to metrics and rules. */
    static Set<String> views(Catalog catalog) {
        return Stream.concat(
                        catalog.serverTerms().stream(),
                        catalog.subjectTerms().stream().map(SubjectTerm::term))
                .filter(term -> matters(catalog.view(term.view()), term.column()))
                .map(Sum.Term::view)
                .filter(view -> !view.equals(TABLES))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean matters(View view, String column) {
        View.ViewColumn described = view.columns().get(column);
        boolean isRead = described == null ? column.equals(Sums.ROWS) : described.kind() == ColumnKind.GAUGE;
        return isRead && !view.subject().equals(Metric.SERVER);
    }
}
