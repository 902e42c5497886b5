package dev.pgsonde.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** What PostgreSQL's own statistics views have, and which of our views say the same: catalog-coverage.properties. */
final class Coverage {
    private static final String LEFT_OUT = "left out: ";

    private final Properties list = new Properties();

    Coverage() throws IOException {
        try (InputStream in = Coverage.class.getResourceAsStream("catalog-coverage.properties")) {
            list.load(Objects.requireNonNull(in));
        }
    }

    /** One line for each column that this server has, that we do not ask for, and that nobody left out on purpose. */
    List<String> forgotten(Connection connection, List<AskedView> asked) throws SQLException {
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, List<String>> view : serverViews(connection).entrySet()) {
            String covered = list.getProperty(view.getKey());
            if (covered == null) {
                forgotten.add(view.getKey());
            } else if (!covered.startsWith(LEFT_OUT)) {
                view.getValue().stream()
                        .filter(column -> !isLeftOut(view.getKey(), column) && !has(asked, covered, column))
                        .forEach(column -> forgotten.add(view.getKey() + "." + column));
            }
        }
        return forgotten;
    }

    private boolean isLeftOut(String view, String column) {
        return list.getProperty(view + "." + column, "").startsWith(LEFT_OUT);
    }

    private static boolean has(List<AskedView> asked, String covered, String column) {
        List<String> names = List.of(covered.split(" ", -1));
        boolean isAsked = asked.stream().anyMatch(view -> names.contains(view.name()));
        return !isAsked || asked.stream().anyMatch(view -> names.contains(view.name()) && view.has(column));
    }

    private static Map<String, List<String>> serverViews(Connection connection) throws SQLException {
        Map<String, List<String>> views = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT c.relname, a.attname FROM pg_class c"
                        + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
                        + " WHERE c.relkind = 'v' AND c.relname ~ '^pg_(stat_|statio_|replication_slots)'")) {
            while (answer.next()) {
                views.computeIfAbsent(answer.getString(1), view -> new ArrayList<>())
                        .add(answer.getString(2));
            }
        }
        return views;
    }
}
