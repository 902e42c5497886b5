package dev.pgsonde.collect.change;

import java.sql.SQLException;

/** Somebody who can drop a replication slot that nobody reads from. */
public interface Slots {
    void drop(String slot) throws SQLException;
}
