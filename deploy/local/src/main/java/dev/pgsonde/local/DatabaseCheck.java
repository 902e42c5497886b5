package dev.pgsonde.local;

import dev.pgsonde.process.UserError;
import dev.pgsonde.sql.Quoting;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Whether a database can be watched; if not, what the user has to do. */
final class DatabaseCheck {
    private static final int OLDEST = 130_000;
    private static final String QUESTION = """
            select current_setting('server_version_num')::int,
                   pg_has_role('pg_monitor', 'usage'),
                   current_setting('wal_level'),
                   (select rolreplication or rolsuper from pg_roles where rolname = current_user),
                   current_setting('max_slot_wal_keep_size')
            """;

    private DatabaseCheck() {}

    static void check(PostgresTarget target, boolean capture) {
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl(), properties(target));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            judge(target, row, capture);
        } catch (SQLException e) {
            throw new UserError(target.name() + ": " + reason(target, e), e);
        }
    }

    private static Properties properties(PostgresTarget target) {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", target.password());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("ApplicationName", "pgsonde");
        return properties;
    }

    private static void judge(PostgresTarget target, ResultSet row, boolean capture) throws SQLException {
        if (row.getInt(1) < OLDEST) {
            throw new UserError(
                    target.name() + ": PostgreSQL " + row.getInt(1) / 10_000 + " is too old; 13 is the oldest");
        }
        if (!row.getBoolean(2)) {
            throw new UserError(target.name() + ": the user " + target.user()
                    + " may not see what others do; as a superuser: GRANT pg_monitor TO "
                    + Quoting.identifier(target.user()));
        }
        if (capture && !row.getString(3).equals("logical")) {
            throw new UserError(target.name() + ": --capture needs wal_level = logical, and it is " + row.getString(3)
                    + "; as a superuser: ALTER SYSTEM SET wal_level = logical, then restart the server");
        }
        if (capture && row.getString(5).equals("-1")) {
            throw new UserError(
                    target.name() + ": --capture needs a bound for what a slot may retain, or a slot without a"
                            + " reader fills the disk; as a superuser: ALTER SYSTEM SET max_slot_wal_keep_size = '10GB';"
                            + " SELECT pg_reload_conf()");
        }
        if (capture && !row.getBoolean(4)) {
            throw new UserError(
                    target.name() + ": --capture needs a user who may replicate; as a superuser: ALTER ROLE "
                            + Quoting.identifier(target.user()) + " REPLICATION");
        }
    }

    private static String reason(PostgresTarget target, SQLException e) {
        String where = target.host() + ":" + target.port();
        return switch (String.valueOf(e.getSQLState())) {
            case "28P01" ->
                "wrong password for the user " + target.user() + "; set PGPASSWORD, or write it to ~/.pgpass";
            case "3D000" -> "there is no database " + target.database() + " at " + where;
            case "08001", "08004", "08006" -> unreachable(target, where, e);
            default -> where + " refuses: " + e.getMessage();
        };
    }

    private static String unreachable(PostgresTarget target, String where, SQLException e) {
        Throwable cause = e.getCause();
        if (cause instanceof UnknownHostException) {
            return "the host " + target.host() + " is not known; is its name spelt right?";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "nobody listens at " + where + "; is PostgreSQL running there, and does it listen on that address?";
        }
        if (cause instanceof SocketTimeoutException) {
            return where + " does not answer; is a firewall in between?";
        }
        if (target.password().isEmpty()) {
            return "a password is needed for the user " + target.user() + "; set PGPASSWORD, or write it to ~/.pgpass";
        }
        return where + " cannot be used: " + e.getMessage();
    }
}
