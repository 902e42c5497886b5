package dev.pgsonde.local.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A table of documents, hash-partitioned by its primary key; a row's old and new image are both all of it. */
public record DocumentTable(int partitions, int rows, int bodyBytes) {
    private static final int ROWS_A_BATCH = 500;

    static final String INSERT = "INSERT INTO docs (id, version, body) VALUES (?, 1, ?::jsonb)";
    static final String UPDATE = "UPDATE docs SET version = version + 1, body = ?::jsonb WHERE id = ?";
    static final String DELETE = "DELETE FROM docs WHERE id = ?";

    public void create(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE docs (id bigint PRIMARY KEY, version int NOT NULL, body jsonb NOT NULL)"
                    + " PARTITION BY HASH (id)");
            for (int n = 0; n < partitions; n++) {
                statement.execute("CREATE TABLE %s PARTITION OF docs FOR VALUES WITH (MODULUS %d, REMAINDER %d)"
                        .formatted(leaf(n), partitions, n));
            }
        }
    }

    public void load(Connection owner, long seed) throws SQLException {
        Documents documents = new Documents(new SplittableRandom(seed), bodyBytes);
        owner.setAutoCommit(false);
        try (PreparedStatement insert = owner.prepareStatement(INSERT)) {
            for (int id = 0; id < rows; id++) {
                insert.setLong(1, id);
                insert.setString(2, documents.next());
                insert.addBatch();
                if (id % ROWS_A_BATCH == ROWS_A_BATCH - 1) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            owner.commit();
        } finally {
            owner.setAutoCommit(true);
        }
    }

    /** The tables that hold the rows: replica identity is theirs, the parent does not hand it down. */
    public List<String> leaves() {
        return IntStream.range(0, partitions).mapToObj(DocumentTable::leaf).toList();
    }

    private static String leaf(int n) {
        return "docs_p%02d".formatted(n);
    }
}
