package dev.pgsonde.local.bench;

import dev.pgsonde.local.stack.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The monitoring role's sessions as the server counts them, by database, over some looks. */
final class Backends implements AutoCloseable {
    private static final String SESSIONS = """
            SELECT datname, pid || '-' || backend_start AS session
              FROM pg_stat_activity
             WHERE usename = ? AND starts_with(datname, ?)""";

    private final Connection connection;
    private final PreparedStatement asking;
    private final Map<String, Set<String>> seen = new HashMap<>();
    private int mostAtOnce;

    private Backends(Connection connection, PreparedStatement asking) {
        this.connection = connection;
        this.asking = asking;
    }

    static Backends watch(Postgres server, String prefix) throws SQLException {
        Connection connection = server.connect("postgres");
        PreparedStatement asking = connection.prepareStatement(SESSIONS);
        asking.setString(1, Fixture.MONITOR);
        asking.setString(2, prefix);
        Backends backends = new Backends(connection, asking);
        backends.look();
        return backends;
    }

    void look() throws SQLException {
        Map<String, Integer> now = new HashMap<>();
        try (ResultSet answer = asking.executeQuery()) {
            while (answer.next()) {
                seen.computeIfAbsent(answer.getString(1), any -> new HashSet<>())
                        .add(answer.getString(2));
                now.merge(answer.getString(1), 1, Integer::sum);
            }
        }
        now.values().forEach(count -> mostAtOnce = Math.max(mostAtOnce, count));
    }

    int mostAtOnce() {
        return mostAtOnce;
    }

    int beyondOneEach() {
        return seen.values().stream().mapToInt(sessions -> sessions.size() - 1).sum();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
