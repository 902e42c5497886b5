package dev.pgsonde.prove.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rows of one table in a window: whose they are, and which numbers they have. */
record Facts(String table, String view, List<String> labels, List<String> numbers, int rows) {
    static final Facts STATEMENTS = new Facts(
            "pgsonde_statement",
            "statements",
            List.of("database", "user", "query_id", "toplevel"),
            List.of(
                    "statements.calls",
                    "statements.rows",
                    "statements.total_exec_time_us",
                    "statements.shared_blks_hit",
                    "statements.shared_blks_read",
                    "statements.shared_blks_dirtied",
                    "statements.wal_records",
                    "statements.wal_bytes"),
            40);
    static final Facts TABLES = new Facts(
            "pgsonde_relation",
            "tables",
            List.of("database", "schema", "table"),
            List.of(
                    "tables.seq_scan",
                    "tables.seq_tup_read",
                    "tables.n_tup_ins",
                    "tables.n_tup_upd",
                    "tables.n_tup_del",
                    "tables.n_tup_hot_upd",
                    "tables.heap_blks_read",
                    "tables.heap_blks_hit"),
            30);
    static final Facts WAITS = new Facts(
            "pgsonde_session",
            "waits",
            List.of("application", "backend_type", "state", "wait_type", "wait_event"),
            List.of("waits.samples"),
            16);
    static final Facts DATABASES = new Facts(
            "pgsonde_database",
            "database",
            List.of("database"),
            List.of(
                    "database.xact_commit",
                    "database.xact_rollback",
                    "database.blks_read",
                    "database.blks_hit",
                    "database.tup_returned",
                    "database.tup_fetched"),
            3);
    /** What there is of subjects, beside the server's own row. */
    static final List<Facts> OF_SUBJECTS = List.of(STATEMENTS, TABLES, WAITS, DATABASES);

    static final String SERVER = "pgsonde_server";

    private static final List<String> WAIT_TYPES = List.of("-", "Client", "IO", "LWLock", "Lock");
    private static final List<String> OF_EVERY_ROW = List.of("records", "end", "covered_ms", "differences", "readings");
    /** Of each window the first rows are the same, and the others come and go. */
    private static final int STEADY = 20;

    private static final int COMING_AND_GOING = 400;

    /** One row with every term of the catalogue, as its table in Druid has them. */
    static Facts server(Path specs) {
        try {
            JsonNode spec = new ObjectMapper().readTree(Files.readString(specs.resolve(SERVER + ".json")));
            List<String> names = new ArrayList<>();
            spec.at("/spec/dataSchema/metricsSpec")
                    .forEach(metric -> names.add(metric.get("name").asText()));
            names.removeAll(OF_EVERY_ROW);
            return new Facts(SERVER, "server", List.of(), names, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which of all subjects a row of a window is about. */
    int subject(int row, long window) {
        return row < STEADY ? row : STEADY + (int) ((13L * row + window) % COMING_AND_GOING);
    }

    /** Of a subject. */
    List<String> labels(int subject) {
        return switch (view) {
            case "statements" -> List.of("app", "app", String.valueOf(7_000_000_000L + subject), "true");
            case "tables" -> List.of("app", "public", "t" + subject);
            case "waits" -> {
                String type = WAIT_TYPES.get(subject % WAIT_TYPES.size());
                yield List.of("app" + subject % 3, "client backend", "active", type, "event" + subject);
            }
            case "database" -> List.of("app" + subject);
            default -> List.of();
        };
    }

    /** The place of a column among all that there are. */
    int number(int place) {
        return 1000 * Math.floorMod(view.hashCode(), 1000) + place;
    }
}
