package dev.pgsonde.prove;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.Metric;
import dev.pgsonde.local.stack.Druid;
import dev.pgsonde.prove.SampleOracle.Ratio;
import dev.pgsonde.schema.Subject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the SQL that is made for each metric gives. */
final class StoredNumbers implements AutoCloseable {
    private final DruidSql sql = new DruidSql(Catalog.standard());
    private final String source;
    private final Connection connection;
    private long asked;

    StoredNumbers(Druid druid, String source) throws SQLException {
        this.source = source;
        this.connection = druid.connect();
    }

    long asked() {
        return asked;
    }

    /** Window by window, where there is something to divide by. */
    Map<Instant, Ratio> series(Metric metric, List<String> subject, Instant from, Instant to) throws SQLException {
        Map<Instant, Ratio> series = new TreeMap<>();
        ask(
                "TIMESTAMP_TO_MILLIS(__time), numerator, denominator",
                sql.series(metric, source, Subject.of(subject), from, to),
                row -> series.put(Instant.ofEpochMilli(row.getLong(1)), new Ratio(row.getLong(2), row.getLong(3))));
        return series;
    }

    /** All together. */
    Ratio total(Metric metric, List<String> subject, Instant from, Instant to) throws SQLException {
        List<Ratio> total = new ArrayList<>();
        ask(
                "SUM(numerator), SUM(denominator)",
                sql.series(metric, source, Subject.of(subject), from, to),
                row -> total.add(new Ratio(row.getLong(1), row.getLong(2))));
        return total.get(0);
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void ask(String columns, String series, RowReader reader) throws SQLException {
        asked++;
        String query = "SELECT " + columns + " FROM (" + series + ") WHERE denominator <> 0";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                reader.read(row);
            }
        } catch (SQLException e) {
            throw new SQLException(query, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
