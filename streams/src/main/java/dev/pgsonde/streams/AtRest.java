package dev.pgsonde.streams;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Cost;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.catalog.Rule;
import dev.pgsonde.catalog.Sum;
import dev.pgsonde.catalog.Sums;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Subject;
import dev.pgsonde.streams.delta.Row;
import dev.pgsonde.streams.delta.Values;
import dev.pgsonde.streams.state.Frames;
import dev.pgsonde.streams.state.SeenRows;
import dev.pgsonde.streams.window.Figures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the newest frames hold of rows that did not move in a window. */
final class AtRest implements Figures.Rest {
    private static final String KINDS = "statement_kinds";
    /** Tables are many, and most are at rest: of them only those that moved are judged. */
    private static final String TABLES = "tables";

    private final Frames frames;
    private final Set<String> kept;
    private final String source;
    private final Map<String, SortedMap<String, Values>> all = new HashMap<>();
    private final Map<String, SeenRows> seen = new HashMap<>();
    private @Nullable Map<String, String> kinds;

    private AtRest(Frames frames, Set<String> kept, String source) {
        this.frames = frames;
        this.kept = kept;
        this.source = source;
    }

    static AtRest of(String source, Frames frames, Set<String> kept) {
        return new AtRest(frames, kept, source);
    }

    /** Views of which gauges, or that a row is there, matter to metrics and rules. */
    static Set<String> kept(Catalog catalog) {
        Set<String> kept = new HashSet<>();
        Stream.concat(
                        catalog.metrics().stream()
                                .flatMap(metric -> Stream.of(metric.numerator(), metric.denominator())),
                        catalog.rules().stream().flatMap(AtRest::sums))
                .flatMap(sum -> sum.terms().stream())
                .filter(term -> matters(catalog.view(term.view()), term.column()))
                .map(Sum.Term::view)
                .filter(view -> !view.equals(TABLES))
                .forEach(kept::add);
        return Set.copyOf(kept);
    }

    private static Stream<Sum> sums(Rule rule) {
        return Stream.concat(
                rule.when().stream().flatMap(condition -> sums(condition.of(), condition.per())),
                rule.pages()
                        .costs()
                        .flatMap(cost ->
                                cost instanceof Cost.Share share ? sums(share.of(), share.per()) : Stream.of()));
    }

    private static Stream<Sum> sums(Sum of, @Nullable Sum per) {
        return per == null ? Stream.of(of) : Stream.of(of, per);
    }

    private static boolean matters(View view, String column) {
        View.ViewColumn described = view.columns().get(column);
        boolean isRead = described == null ? column.equals(Sums.ROWS) : described.kind() == ColumnKind.GAUGE;
        return isRead && !view.subject().equals(Metric.SERVER);
    }

    @Override
    public boolean isKept(String view) {
        return kept.contains(view);
    }

    @Override
    public Optional<Values> gauges(String view, String database, String subject) {
        SeenRows rows = seen.computeIfAbsent(view + " " + database, any -> frames.seen(source, view, database));
        return Optional.ofNullable(rows.row(subject)).map(Row::gauges);
    }

    @Override
    public SortedMap<String, Values> all(String view) {
        return all.computeIfAbsent(view, any -> frames.gauges(source, any));
    }

    @Override
    public List<String> columns(String view) {
        return frames.gaugeNames(source, view);
    }

    @Override
    public String kind(List<String> labels) {
        Map<String, String> known = kinds;
        if (known == null) {
            known = frames.textsOf(source, KINDS, View.KIND);
            kinds = known;
        }
        return labels.size() < 3
                ? ""
                : Objects.requireNonNullElse(known.get(Subject.of(List.of(labels.get(0), labels.get(2)))), "");
    }
}
