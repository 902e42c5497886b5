package dev.pgsonde.local.stack;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.schema.ColumnKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One view of the catalogue, the SQL that this server was asked, and its answer: a type for each column, and rows. */
record AskedView(View view, String sql, Map<String, String> types, List<Map<String, @Nullable String>> rows) {

    /** All views that are for this server, each as a round asks it. */
    static List<AskedView> all(Connection connection) throws SQLException {
        List<AskedView> asked = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                    + "SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL lock_timeout = 200");
            View.Role role = truth(statement, "SELECT pg_is_in_recovery()") ? View.Role.STANDBY : View.Role.PRIMARY;
            int major = connection.getMetaData().getDatabaseMajorVersion();
            for (View view : Catalog.standard().views()) {
                Optional<String> sql = sql(statement, view, major);
                if (sql.isPresent() && (view.role() == View.Role.ANY || view.role() == role)) {
                    asked.add(ask(statement, view, sql.get()));
                }
            }
            statement.execute("COMMIT");
        }
        return asked;
    }

    private static boolean truth(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static Optional<String> sql(Statement statement, View view, int major) throws SQLException {
        if (view.extension() == null) {
            return view.sqlFor(major);
        }
        try (ResultSet answer = statement.executeQuery("SELECT quote_ident(n.nspname), e.extversion FROM pg_extension e"
                + " JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = '" + view.extension() + "'")) {
            answer.next();
            String schema = answer.getString(1);
            String[] version = answer.getString(2).split("\\.", -1);
            return view.sqlFor(100 * Integer.parseInt(version[0]) + Integer.parseInt(version[1]))
                    .map(sql -> sql.replace("{extension}", schema));
        }
    }

    private static AskedView ask(Statement statement, View view, String sql) {
        try (ResultSet answer = statement.executeQuery(sql)) {
            ResultSetMetaData about = answer.getMetaData();
            Map<String, String> types = new LinkedHashMap<>();
            for (int n = 1; n <= about.getColumnCount(); n++) {
                types.put(about.getColumnLabel(n), about.getColumnTypeName(n));
            }
            List<Map<String, @Nullable String>> rows = new ArrayList<>();
            while (answer.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (String name : types.keySet()) {
                    row.put(name, answer.getString(name));
                }
                rows.add(row);
            }
            return new AskedView(view, sql, types, rows);
        } catch (SQLException e) {
            throw new AssertionError("view " + view.view() + ": " + e.getMessage() + "\n" + sql, e);
        }
    }

    String name() {
        return view.view();
    }

    List<String> columns(ColumnKind kind) {
        return view.columns().entrySet().stream()
                .filter(column -> column.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each row's labels, which have to tell it from all others. */
    List<List<@Nullable String>> names() {
        return rows.stream()
                .map(row -> columns(ColumnKind.LABEL).stream()
                        .<@Nullable String>map(row::get)
                        .toList())
                .toList();
    }

    /** The row that is called {@code labels}. */
    Map<String, @Nullable String> row(String... labels) {
        int row = names().indexOf(List.of(labels));
        if (row < 0) {
            throw new AssertionError("view " + name() + " has no row " + List.of(labels) + ", but " + names());
        }
        return rows.get(row);
    }

    /** Whether the column of PostgreSQL's own view is answered or asked for here. */
    boolean has(String column) {
        return types.containsKey(column)
                || types.containsKey(column + "_us")
                || sql.matches("(?s).*\\b" + column + "\\b.*");
    }
}
