package dev.pgsonde.collect.text;

import dev.pgsonde.collect.config.TextsConfig;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Reads texts that have not been read yet, between two rounds, in a transaction of its own. */
public final class TextReader {
    /** So many characters are fetched for each that is kept, since comments and literals are not kept. */
    private static final int FETCHED_FOR_KEPT = 4;

    private static final int ROWS_AT_ONCE = 50;
    private static final String QUESTION = """
        SELECT coalesce(d.datname, '(' || s.dbid || ')') AS database, s.queryid, pg_catalog.left(s.query, ?) AS query,
               pg_catalog.length(s.query) > ? AS cut, pg_catalog.clock_timestamp() AS at
          FROM %s.pg_stat_statements(true) s
          LEFT JOIN pg_catalog.pg_database d ON d.oid = s.dbid
         WHERE s.queryid = ANY (?)\
        """;
    /** With less memory the server would write the texts of all statements to a temporary file. */
    private static final String BEGIN = "SET TRANSACTION READ ONLY;"
            + "SET LOCAL search_path = pg_catalog, pg_temp;"
            + "SET LOCAL work_mem = '64MB';"
            + "SET LOCAL lock_timeout = '100ms';"
            + "SET LOCAL jit = off;"
            + "SET LOCAL max_parallel_workers_per_gather = 0;"
            + "SET LOCAL statement_timeout = ";
    /** What the server says instead of a text that the role may not read. */
    private static final String WITHHELD = "<insufficient privilege>";

    private final String source;
    private final TextsConfig config;
    private final LongSupplier nanos;
    private final Texts texts;
    private final StatementKinds kinds;

    public TextReader(String source, TextsConfig config, LongSupplier nanos) {
        this(source, config, nanos, new StatementKinds());
    }

    /** {@code kinds} hears every text that is read. */
    public TextReader(String source, TextsConfig config, LongSupplier nanos, StatementKinds kinds) {
        this.kinds = kinds;
        this.source = source;
        this.config = config;
        this.nanos = nanos;
        this.texts = new Texts(config);
    }

    /** What to ask for now, of the columns {@code database} and {@code query_id} of a round; most often nothing. */
    public Optional<TextQuestion> due(List<Column> statements) {
        return texts.due(statements, nanos.getAsLong());
    }

    /**
     * Asks through a connection that is in no transaction, and leaves it so. {@code schema} is the extension's, quoted.
     * A failure is for the caller to tell; the next question waits all the longer.
     */
    public List<Text> read(Connection connection, String schema, TextQuestion question) throws SQLException {
        long asked = nanos.getAsLong();
        try {
            List<Text> read = inTransaction(connection, schema, question);
            texts.answered(question, asked, nanos.getAsLong());
            return read;
        } catch (SQLException e) {
            texts.failed(asked, nanos.getAsLong());
            throw e;
        }
    }

    private List<Text> inTransaction(Connection connection, String schema, TextQuestion question) throws SQLException {
        connection.setAutoCommit(false); // else the driver would hold the whole answer in memory
        try {
            List<Text> read = ask(connection, schema, question);
            connection.commit();
            connection.setAutoCommit(true);
            return read;
        } catch (SQLException e) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    private List<Text> ask(Connection connection, String schema, TextQuestion question) throws SQLException {
        try (Statement begin = connection.createStatement()) {
            begin.execute(BEGIN + config.timeout().toMillis());
        }
        try (PreparedStatement statement = connection.prepareStatement(QUESTION.formatted(schema))) {
            int fetched = (int) Math.min(Integer.MAX_VALUE, (long) FETCHED_FOR_KEPT * config.longest());
            statement.setInt(1, fetched);
            statement.setInt(2, fetched);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", Arrays.stream(question.queryIds()).boxed().toArray()));
            statement.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet answer = statement.executeQuery()) {
                return read(answer, new HashSet<>(question.ids()));
            }
        }
    }

    /** One text an id: there is a row for each user. */
    private List<Text> read(ResultSet answer, Set<StatementId> wanted) throws SQLException {
        List<Text> read = new ArrayList<>();
        while (answer.next()) {
            StatementId id = new StatementId(answer.getString("database"), answer.getLong("queryid"));
            String query = answer.getString("query");
            if (query != null && !query.equals(WITHHELD) && wanted.remove(id)) {
                kinds.hear(id, query);
                Scrubbed scrubbed = Scrubber.scrub(query, config.longest());
                boolean shortened = scrubbed.shortened() || answer.getBoolean("cut");
                OffsetDateTime at = answer.getObject("at", OffsetDateTime.class);
                read.add(new Text(source, "statement", id.text(), scrubbed.text(), shortened, at.toInstant()));
            }
        }
        return read;
    }
}
