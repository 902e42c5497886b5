package dev.pgsonde.local.neighbour;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Asks one question by JDBC. */
final class JdbcAttempts {
    private JdbcAttempts() {}

    static List<Outcome> postgres(int port, String password) {
        List<Outcome> all = new ArrayList<>();
        for (String user : List.of("postgres", "nobody", "monitor")) {
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=3&socketTimeout=5";
            all.add(ask(url, user, null, "SELECT rolname FROM pg_roles"));
            all.add(ask(url, user, password, "SELECT rolname FROM pg_roles"));
        }
        return all;
    }

    static List<Outcome> druid(int port, String password) {
        String url = "jdbc:avatica:remote:url=http://127.0.0.1:" + port + "/druid/v2/sql/avatica/";
        String question = "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES";
        return List.of(ask(url, null, null, question), ask(url, "pgsonde", password, question));
    }

    private static Outcome ask(String url, @Nullable String user, @Nullable String password, String question) {
        String what = url.replaceAll("\\?.*", "") + " as " + user + (password == null ? ", no password" : "");
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return new Outcome(what, true, row.next() ? row.getString(1) : "no rows");
        } catch (SQLException | RuntimeException e) { // Avatica throws both
            return Outcome.refused(what, e);
        }
    }
}
