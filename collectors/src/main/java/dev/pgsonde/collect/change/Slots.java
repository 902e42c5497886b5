package dev.pgsonde.collect.change;

import java.sql.SQLException;

/** What can be done for replication slots. */
public interface Slots {
    /** Drops one that nobody reads from. */
    void drop(String slot) throws SQLException;

    /** Writes an empty message into the WAL, which every slot of the database comes to read. */
    void emitMessage() throws SQLException;
}
