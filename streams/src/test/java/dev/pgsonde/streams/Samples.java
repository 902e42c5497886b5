package dev.pgsonde.streams;

import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.ColumnKind;
import dev.pgsonde.schema.FrameKind;
import dev.pgsonde.schema.Incarnation;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.Marker;
import dev.pgsonde.schema.Round;
import dev.pgsonde.schema.Sample;
import dev.pgsonde.schema.TextColumn;
import java.time.Instant;
import java.util.List;

/** Samples as an agent would publish them, named for what makes them different. */
public final class Samples {
    public static final String SOURCE = "orders";
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final Incarnation INCARNATION =
            new Incarnation("7412", 1, START.minusSeconds(3600), Incarnation.Role.PRIMARY);

    private Samples() {}

    public static Instant at(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }

    public static Sample wal(double second, long lsnBytes) {
        return server("wal_lsn", second, counter("lsn_bytes", lsnBytes));
    }

    public static Sample commits(double second, long commits) {
        return sample(
                "database",
                "database",
                second,
                INCARNATION,
                List.of(label("datname", "app"), counter("xact_commit", commits), reset("stats_reset", 1)));
    }

    public static Sample commitsAfterReset(double second, long commits) {
        return sample(
                "database",
                "database",
                second,
                INCARNATION,
                List.of(label("datname", "app"), counter("xact_commit", commits), reset("stats_reset", 2)));
    }

    public static Sample walAfterRestart(double second, long lsnBytes) {
        Incarnation restarted = new Incarnation("7412", 1, at(second - 1), Incarnation.Role.PRIMARY);
        return sample("wal_lsn", "server", second, restarted, List.of(counter("lsn_bytes", lsnBytes)));
    }

    public static Sample unreadable(String view, double second) {
        return new Sample(
                SOURCE,
                "agent",
                1,
                at(second),
                INCARNATION,
                view,
                "",
                "server",
                FrameKind.FULL,
                List.of(),
                List.of(),
                "permission denied",
                null);
    }

    public static Sample server(String view, double second, Column... columns) {
        return sample(view, "server", second, INCARNATION, List.of(columns));
    }

    public static Sample sample(
            String view, String subjectKind, double second, Incarnation incarnation, List<Column> columns) {
        return new Sample(
                SOURCE,
                "agent",
                1,
                at(second),
                incarnation,
                view,
                "",
                subjectKind,
                FrameKind.FULL,
                columns,
                List.of(),
                null,
                null);
    }

    public static Sample changes(Sample full, long round, List<String> vanished) {
        return frame(full, round, FrameKind.CHANGES, vanished);
    }

    public static Sample whole(Sample full, long round) {
        return frame(full, round, FrameKind.FULL, List.of());
    }

    private static Sample frame(Sample full, long round, FrameKind kind, List<String> vanished) {
        return new Sample(
                full.source(),
                full.agent(),
                round,
                full.at(),
                full.incarnation(),
                full.view(),
                full.database(),
                full.subjectKind(),
                kind,
                full.columns(),
                vanished,
                null,
                null);
    }

    /** As an agent tells it that says when the round was due, and how often the view is asked. */
    public static Sample due(Sample sample, double tick, long everySeconds) {
        return new Sample(
                sample.source(),
                sample.agent(),
                sample.round(),
                sample.at(),
                sample.incarnation(),
                sample.view(),
                sample.database(),
                sample.subjectKind(),
                sample.frame(),
                sample.columns(),
                sample.vanished(),
                sample.unknown(),
                sample.since(),
                at(tick),
                everySeconds * 1000);
    }

    public static Round round(double second) {
        return round(second, 1);
    }

    public static Round round(double second, long number) {
        return new Round(SOURCE, "agent", number, at(second), 10_000, List.of());
    }

    public static Marker identity(double second, String table, String before, String after) {
        return new Marker(SOURCE, at(second), "replica_identity", "table", "app.public." + table, before, after, null);
    }

    public static Column label(String name, String... values) {
        return new TextColumn(name, ColumnKind.LABEL, List.of(values), new int[0]);
    }

    public static Column counter(String name, long... values) {
        return new LongColumn(name, ColumnKind.COUNTER, values, new int[0]);
    }

    public static Column gauge(String name, long... values) {
        return new LongColumn(name, ColumnKind.GAUGE, values, new int[0]);
    }

    public static Column reset(String name, long... values) {
        return new LongColumn(name, ColumnKind.RESET, values, new int[0]);
    }
}
