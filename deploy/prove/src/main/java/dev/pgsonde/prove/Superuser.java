package dev.pgsonde.prove;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who pastes a remedy: runs statements, each as exactly one, and sees all of the catalogs. */
record Superuser(Connection connection) {
    private static final String CATALOGS = """
            SELECT 'relation', n.nspname, c.relname, concat_ws(' ', c.relkind, c.relreplident, c.reloptions::text, t.spcname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_tablespace t ON t.oid = c.reltablespace WHERE c.oid >= 16384 AND c.relkind <> 't'
               AND n.nspname <> 'pg_toast'
            UNION ALL SELECT 'index', i.indrelid::regclass::text, c.relname,
                   concat_ws(' ', pg_get_indexdef(c.oid), i.indisvalid, i.indisready, i.indisreplident, p.inhparent::regclass)
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_inherits p ON p.inhrelid = c.oid
             WHERE c.oid >= 16384 AND c.relnamespace <> 'pg_toast'::regnamespace
            UNION ALL SELECT 'column', a.attrelid::regclass::text, a.attname, a.atttypid::regtype::text
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE a.attrelid >= 16384 AND a.attnum > 0 AND c.relkind IN ('r', 'p')
            UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
              FROM pg_constraint WHERE oid >= 16384
            UNION ALL SELECT 'schema', nspname, '', '' FROM pg_namespace
            UNION ALL SELECT 'role', rolname, rolsuper::text, concat_ws(' ', rolcreaterole, rolcanlogin) FROM pg_roles
            UNION ALL SELECT 'database', datname, '', '' FROM pg_database
            UNION ALL SELECT 'function', proname, '', '' FROM pg_proc WHERE oid >= 16384
            UNION ALL SELECT 'setting of a role', d.setrole::text, d.setdatabase::text, unnest(d.setconfig)
              FROM pg_db_role_setting d
            UNION ALL SELECT 'setting', name, setting, source FROM pg_settings
             WHERE name NOT IN ('search_path')""";

    /** By the server's own quoting, with {@code %I} and {@code %L}. */
    void run(String template, String... names) throws SQLException {
        execute(formatted(template, names));
    }

    private String formatted(String template, String... names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT format(?, VARIADIC ?::text[])")) {
            statement.setString(1, template);
            statement.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** How many statements it was: the driver sends each by itself, and the server refuses two that are sent as one. */
    int count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(sql);
            int count = 0;
            while (rows || statement.getUpdateCount() != -1) {
                count++;
                rows = statement.getMoreResults();
            }
            return count;
        }
    }

    Set<String> catalogs() throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CATALOGS)) {
            while (row.next()) {
                all.add(String.join(" | ", List.of(text(row, 1), text(row, 2), text(row, 3), text(row, 4))));
            }
        }
        return all;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return String.valueOf(row.getString(column));
    }
}
