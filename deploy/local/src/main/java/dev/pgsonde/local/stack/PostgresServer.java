package dev.pgsonde.local.stack;

import java.sql.Connection;
import java.sql.SQLException;

/** A server that is ours to do with as we like, wherever it came from. */
public interface PostgresServer {
    /** A connection of the superuser. */
    Connection connect(String database) throws SQLException;

    String jdbcUrl(String database);
}
