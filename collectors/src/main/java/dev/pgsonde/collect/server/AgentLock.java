package dev.pgsonde.collect.server;

import dev.pgsonde.collect.server.LockClaims.Claimant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The advisory lock by which the agents of a source agree on which of them samples. Any role may take it, so whoever does
 * not get it looks at who has it.
 */
public final class AgentLock {
    /** The letters PGSO. */
    private static final int LOCK_CLASS = 0x5047534F;

    private static final String CLAIMANTS = OwnSql.of("agent_lock");
    private static final int LEAST_QUIET_SECONDS = 60;
    private static final int QUIET_ROUNDS = 3;

    private final Connection connection;
    private final int ownPid;
    private final int key;
    private final String mark;
    private final Duration longestQuiet;
    private boolean held;

    /** Marks the session as an agent's of {@code source}, which has a round in each {@code every}. */
    AgentLock(Connection connection, int ownPid, String source, Duration every) throws SQLException {
        this.connection = connection;
        this.ownPid = ownPid;
        this.key = source.hashCode();
        this.mark = String.format(Locale.ROOT, "pgsonde agent %08x", key);
        Duration rounds = every.multipliedBy(QUIET_ROUNDS);
        Duration least = Duration.ofSeconds(LEAST_QUIET_SECONDS);
        this.longestQuiet = rounds.compareTo(least) < 0 ? least : rounds;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.set_config('application_name', ?, false)")) {
            statement.setString(1, mark);
            statement.execute();
        }
    }

    /** Takes the lock if it is free; it is held as long as the session lives. */
    public LockClaim claim() throws SQLException {
        held = held || take();
        return held ? LockClaim.LEADS : new LockClaims(claimants(), ownPid, longestQuiet).judge();
    }

    private boolean take() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, LOCK_CLASS);
            statement.setInt(2, key);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    private List<Claimant> claimants() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIMANTS)) {
            statement.setString(1, mark);
            statement.setInt(2, LOCK_CLASS);
            statement.setInt(3, key);
            statement.setString(4, mark);
            List<Claimant> claimants = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    claimants.add(claimant(row));
                }
            }
            return claimants;
        }
    }

    private static Claimant claimant(ResultSet row) throws SQLException {
        int pid = row.getInt("pid");
        @Nullable Integer process = row.wasNull() ? null : pid;
        long millis = row.getLong("quiet_ms");
        @Nullable Long quiet = row.wasNull() ? null : millis;
        OffsetDateTime started = row.getObject("started", OffsetDateTime.class);
        return new Claimant(
                process,
                row.getBoolean("held"),
                row.getBoolean("marked"),
                row.getString("role"),
                row.getString("application"),
                started == null ? null : started.toInstant(),
                quiet);
    }

    /** Ends the server's process {@code pid} if it still holds the lock for a session of ours that was lost. */
    public boolean endLeftover(int pid) throws SQLException {
        for (Claimant claimant : claimants()) {
            if (claimant.holds() && claimant.marked() && claimant.pid() != null && claimant.pid() == pid) {
                return terminate(pid);
            }
        }
        return false;
    }

    private boolean terminate(int pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_catalog.pg_terminate_backend(?)")) {
            statement.setInt(1, pid);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
