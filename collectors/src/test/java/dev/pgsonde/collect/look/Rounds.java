package dev.pgsonde.collect.look;

import dev.pgsonde.catalog.View;
import dev.pgsonde.catalog.View.ViewColumn;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Observation;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rounds at a server with three views: tables with counters, settings, and WAL that can be reset. */
final class Rounds {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Incarnation PRIMARY =
            new Incarnation("7", 1, Instant.parse("2025-12-31T00:00:00Z"), Incarnation.Role.PRIMARY);

    static final View TABLES = view(
            "tables", "table", View.Scope.DATABASE, columns("table", ColumnKind.LABEL, "scans", ColumnKind.COUNTER));
    static final View WAL = view(
            "wal", "server", View.Scope.SERVER, columns("bytes", ColumnKind.COUNTER, "stats_reset", ColumnKind.RESET));
    static final View SETTINGS =
            view("settings", "setting", View.Scope.SERVER, columns("name", ColumnKind.LABEL, "value", ColumnKind.FACT));

    private static final ViewColumn LABEL = new ViewColumn(ColumnKind.LABEL, null, null);
    private static final ViewColumn FACT = new ViewColumn(ColumnKind.FACT, null, "setting", List.of("known", "place"));
    private static final ViewColumn GAUGE = new ViewColumn(ColumnKind.GAUGE, null, null);

    private Rounds() {}

    static Moment moment(int second) {
        return moment(second, PRIMARY);
    }

    static Moment moment(int second, Incarnation incarnation) {
        return new Moment(START.plusSeconds(second), incarnation, "app", 180006, 0, 0);
    }

    static Answer tables(Map<String, Long> scans) {
        List<String> names = List.copyOf(scans.keySet());
        return Answer.of(
                TABLES,
                List.of(
                        new TextColumn("table", ColumnKind.LABEL, names, new int[0]),
                        new LongColumn(
                                "scans",
                                ColumnKind.COUNTER,
                                names.stream()
                                        .mapToLong(name -> Long.max(0, value(scans, name)))
                                        .toArray(),
                                absent(scans, names))),
                1);
    }

    private static long value(Map<String, Long> scans, String name) {
        return scans.getOrDefault(name, 0L);
    }

    /** A negative number stands for null. */
    private static int[] absent(Map<String, Long> scans, List<String> names) {
        return IntStream.range(0, names.size())
                .filter(row -> value(scans, names.get(row)) < 0)
                .toArray();
    }

    static Answer wal(long bytes, long reset) {
        return Answer.of(
                WAL,
                List.of(
                        new LongColumn("bytes", ColumnKind.COUNTER, new long[] {bytes}, new int[0]),
                        new LongColumn("stats_reset", ColumnKind.RESET, new long[] {reset}, new int[0])),
                1);
    }

    static Answer settings(Map<String, String> values) {
        return Answer.of(
                SETTINGS,
                List.of(
                        new TextColumn("name", ColumnKind.LABEL, List.copyOf(values.keySet()), new int[0]),
                        new TextColumn("value", ColumnKind.FACT, List.copyOf(values.values()), new int[0])),
                1);
    }

    /** The setting work_mem, with two parts that its fact carries. */
    static Answer placed(String value, String known, String place) {
        View view = view(
                "settings",
                "setting",
                View.Scope.SERVER,
                Map.of("name", LABEL, "value", FACT, "known", GAUGE, "place", GAUGE));
        return Answer.of(
                view,
                List.of(
                        new TextColumn("name", ColumnKind.LABEL, List.of("work_mem"), new int[0]),
                        new TextColumn("value", ColumnKind.FACT, List.of(value), new int[0]),
                        new TextColumn("known", ColumnKind.GAUGE, List.of(known), new int[0]),
                        new TextColumn("place", ColumnKind.GAUGE, List.of(place), new int[0])),
                1);
    }

    static List<Marker> markers(List<Observation> round) {
        return round.stream()
                .filter(Marker.class::isInstance)
                .map(Marker.class::cast)
                .toList();
    }

    static List<Sample> samples(List<Observation> round) {
        return round.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .toList();
    }

    private static View view(String name, String subject, View.Scope scope, Map<String, ViewColumn> columns) {
        return new View(
                name,
                "for tests",
                subject,
                null,
                scope,
                View.Role.ANY,
                null,
                null,
                null,
                Map.of(13, "SELECT"),
                columns,
                null,
                null,
                null,
                null,
                null);
    }

    private static Map<String, ViewColumn> columns(String first, ColumnKind kind, String second, ColumnKind other) {
        Map<String, ViewColumn> columns = new LinkedHashMap<>();
        columns.put(first, new ViewColumn(kind, null, null));
        columns.put(second, new ViewColumn(other, null, other == ColumnKind.FACT ? "setting" : null));
        return columns;
    }
}
