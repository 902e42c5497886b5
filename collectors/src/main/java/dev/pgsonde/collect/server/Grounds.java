package dev.pgsonde.collect.server;

import dev.pgsonde.collect.change.Ground;
import dev.pgsonde.collect.config.CaptureConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Asks what a server offers to change capture. */
final class Grounds {
    private static final String GROUND = OwnSql.of("ground");

    private Grounds() {}

    static Ground of(Connection connection, CaptureConfig capture) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GROUND)) {
            statement.setString(1, capture.publication());
            statement.setString(2, capture.slot());
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return new Ground(
                        answer.getString("wal_level"),
                        answer.getBoolean("standby"),
                        answer.getString("role"),
                        answer.getBoolean("may_replicate"),
                        answer.getBoolean("published"),
                        answer.getLong("most_retained"),
                        slot(answer));
            }
        }
    }

    private static Ground.@Nullable Slot slot(ResultSet answer) throws SQLException {
        if (answer.getString("slot_name") == null) {
            return null;
        }
        int pid = answer.getInt("active_pid");
        Integer activePid = answer.wasNull() ? null : pid;
        return new Ground.Slot(
                activePid,
                answer.getBoolean("ours"),
                answer.getString("wal_status"),
                answer.getString("confirmed"),
                answer.getLong("retained"));
    }
}
