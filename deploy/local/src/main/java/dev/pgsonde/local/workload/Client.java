package dev.pgsonde.local.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** One client of the workload, its statements, and the rows that are its own. */
final class Client implements AutoCloseable {
    private final Workload.Plan plan;
    private final SplittableRandom random;
    private final Documents documents;
    private final LiveIds ids;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private Iterator<Mix.Kind> deck = List.<Mix.Kind>of().iterator();

    Client(Workload.Plan plan, int number, Connection connection) throws SQLException {
        this.plan = plan;
        random = new SplittableRandom(plan.seed() + 1 + number);
        documents = new Documents(random.split(), plan.table().bodyBytes());
        ids = new LiveIds(number, plan.clients(), plan.table().rows());
        insert = connection.prepareStatement(DocumentTable.INSERT);
        update = connection.prepareStatement(DocumentTable.UPDATE);
        delete = connection.prepareStatement(DocumentTable.DELETE);
    }

    void transact() throws SQLException {
        if (!deck.hasNext()) {
            deck = plan.mix().deck(random).iterator();
        }
        switch (deck.next()) {
            case INSERT -> insert();
            case UPDATE -> update();
            case DELETE -> delete();
        }
    }

    private void insert() throws SQLException {
        insert.setLong(1, ids.create());
        insert.setString(2, documents.next());
        requireOneRow(insert.executeUpdate());
    }

    private void update() throws SQLException {
        update.setString(1, documents.next());
        update.setLong(2, ids.any(random));
        requireOneRow(update.executeUpdate());
    }

    private void delete() throws SQLException {
        delete.setLong(1, ids.removeAny(random));
        requireOneRow(delete.executeUpdate());
    }

    /** A statement that meets no row would be cheap, and the baseline wrong. */
    private static void requireOneRow(int rows) throws SQLException {
        if (rows != 1) {
            throw new SQLException("a statement changed " + rows + " rows instead of one");
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        update.close();
        delete.close();
    }
}
