package dev.pgsonde.collect.check;

import dev.pgsonde.collect.config.DatabasesConfig;
import dev.pgsonde.collect.server.Postgres;
import dev.pgsonde.collect.server.Refusal;
import dev.pgsonde.sql.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries each database that the agent is to visit. */
record DatabaseReader(Postgres postgres, Connection connection) {
    List<DatabaseFacts> read(@Nullable DatabasesConfig wanted) throws SQLException {
        List<DatabaseFacts> found = new ArrayList<>();
        try (Statement asking = connection.createStatement();
                ResultSet row = asking.executeQuery(ServerReader.question("databases"))) {
            while (row.next()) {
                boolean ours = row.getBoolean("ours");
                String name = row.getString("name");
                if (ours || (wanted != null && wanted.takes(name))) {
                    boolean mayConnect = row.getBoolean("may_connect");
                    found.add(new DatabaseFacts(
                            name,
                            Quoting.identifier(name),
                            Quoting.identifier(row.getString("role")),
                            mayConnect,
                            ours || !mayConnect ? null : refusal(name)));
                }
            }
        }
        return found;
    }

    private @Nullable String refusal(String database) {
        try (Connection tried = postgres.connect(database)) {
            return tried.isValid(1) ? null : "it does not answer";
        } catch (SQLException e) {
            return Refusal.reason(e);
        }
    }
}
