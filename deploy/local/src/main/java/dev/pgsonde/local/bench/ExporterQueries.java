package dev.pgsonde.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgsonde.local.record.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A queries file for an exporter which has every number of the statistics views that the agent reads too and that the
 * exporter does not read by itself. It is made from the views' own columns, so that it fits every version.
 */
final class ExporterQueries {
    private static final List<String> VIEWS = List.of(
            "pg_stat_user_tables",
            "pg_statio_user_tables",
            "pg_stat_user_indexes",
            "pg_statio_user_indexes",
            "pg_stat_statements",
            "pg_stat_wal",
            "pg_stat_slru",
            "pg_stat_io",
            "pg_stat_checkpointer");

    /** Numbers that are names. */
    private static final Set<String> IDS = Set.of("queryid");

    /** What would make the answer longer than anybody wants: the exporter's own example leaves it out as well. */
    private static final Set<String> LEFT_OUT = Set.of("query");

    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, NULL)
              FROM pg_attribute a
             WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY a.attnum""";

    private ExporterQueries() {}

    /** In JSON, which is YAML. */
    static String of(Connection connection) throws SQLException {
        ObjectNode file = Json.object();
        for (String view : VIEWS) {
            List<ViewColumn> columns = columns(connection, view);
            if (!columns.isEmpty()) {
                file.set(view, query(view, columns));
            }
        }
        return file.toPrettyString();
    }

    private static List<ViewColumn> columns(Connection connection, String view) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, view);
            try (ResultSet answer = statement.executeQuery()) {
                List<ViewColumn> columns = new ArrayList<>();
                while (answer.next()) {
                    columns.add(new ViewColumn(answer.getString(1), answer.getString(2)));
                }
                columns.removeIf(column -> LEFT_OUT.contains(column.name()));
                return columns;
            }
        }
    }

    static ObjectNode query(String view, List<ViewColumn> columns) {
        ObjectNode query = Json.object();
        query.put(
                "query",
                "SELECT "
                        + String.join(
                                ", ", columns.stream().map(ViewColumn::sql).toList()) + " FROM " + view);
        columns.forEach(column -> query.withArray("metrics")
                .addObject()
                .putObject(column.name())
                .put("usage", column.usage())
                .put("description", view + "." + column.name()));
        return query;
    }

    /** One column of a view, and what an exporter makes of it. */
    record ViewColumn(String name, String type) {
        private static final Set<String> NUMBERS = Set.of("bigint", "integer", "double precision", "numeric");

        String usage() {
            if (type.startsWith("timestamp")) {
                return "GAUGE";
            }
            return isLabel() ? "LABEL" : "COUNTER";
        }

        private boolean isLabel() {
            return IDS.contains(name) || !(NUMBERS.contains(type) || type.startsWith("timestamp"));
        }

        String sql() {
            return isLabel() ? name + "::text" : name;
        }
    }
}
