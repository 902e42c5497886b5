package dev.pgsonde.prove.dose;

import dev.pgsonde.prove.day.Site;
import dev.pgsonde.prove.day.Traffic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A load whose documents carry so much more WAL as is wanted, by a trigger that is always there. */
final class Doses {
    private final Site site;

    private Doses(Site site) {
        this.site = site;
    }

    /** What the server has counted so far. */
    record Count(double wal, double commits, double edits) {
        double walPerCommit(Count before) {
            return (wal - before.wal) / (commits - before.commits);
        }

        double walPerEdit(Count before) {
            return (wal - before.wal) / (edits - before.edits);
        }
    }

    static Doses begin(Site site, Traffic traffic) throws SQLException {
        site.run(
                "CREATE TABLE dose (bytes int NOT NULL)",
                "INSERT INTO dose VALUES (0)",
                "CREATE FUNCTION dose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM pg_logical_emit_message(true, 'dose', repeat('x', bytes)) FROM dose WHERE bytes > 0;"
                        + " RETURN NULL; END $$",
                "CREATE TRIGGER dosed AFTER UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION dose()");
        traffic.begin(site);
        return new Doses(site);
    }

    void set(double bytes) throws SQLException {
        site.run("UPDATE dose SET bytes = " + Math.round(bytes));
    }

    Count count() throws SQLException {
        try (Connection connection = site.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn, xact_commit,"
                        + " (SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'docs')"
                        + " FROM pg_stat_database WHERE datname = current_database()")) {
            row.next();
            return new Count(row.getDouble(1), row.getDouble(2), row.getDouble(3));
        }
    }
}
