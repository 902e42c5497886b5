package dev.pgsonde.local.demo;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.DruidSpecs;
import dev.pgsonde.catalog.DruidSql;
import dev.pgsonde.catalog.View;
import dev.pgsonde.local.record.Json;
import dev.pgsonde.local.stack.Druid;
import dev.pgsonde.process.UserError;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The windows as Druid has them, by SQL over Avatica. */
public final class DruidWindows {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final String OTHER = DruidSql.PREFIX + View.OTHER;
    private static final Set<String> NUMBERS = Set.of("covered_ms", "differences", "readings");
    private static final Set<String> TABLES =
            new DruidSpecs(Catalog.standard()).supervisors().keySet();

    private final Druid druid;

    public DruidWindows(Druid druid) {
        this.druid = druid;
    }

    /** Waits until Druid has at least {@code records}. Fails as {@code stillGood} does, or when it takes too long. */
    public void await(long records, Duration atMost, Runnable stillGood) {
        long end = System.nanoTime() + atMost.toNanos();
        long have = count();
        while (have < records) {
            stillGood.run();
            if (System.nanoTime() > end) {
                throw new UserError(
                        "Druid has " + have + " of " + records + " windows after " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            have = count();
        }
    }

    private long count() {
        return TABLES.stream().mapToLong(this::count).sum();
    }

    /** 0 as well when Druid does not know the table: it does so only when the first row has come, and between hand-offs. */
    private long count(String table) {
        String records = table.equals(OTHER) ? "COUNT(*)" : "SUM(records)";
        try (Connection connection = druid.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + records + " FROM " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            return 0;
        }
    }

    /** Of all tables that have rows. */
    List<WindowRow> all() {
        List<WindowRow> rows = new ArrayList<>();
        for (String table : TABLES) {
            if (count(table) > 0) {
                read(table, rows);
            }
        }
        return rows;
    }

    private void read(String table, List<WindowRow> rows) {
        String columns = "*, TIMESTAMP_TO_MILLIS(__time) AS start_ms"
                + (table.equals(OTHER)
                        ? ", TO_JSON_STRING(sums) AS sums_text, TO_JSON_STRING(largest) AS largest_text"
                        : "");
        try (Connection connection = druid.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + columns + " FROM " + table)) {
            List<String> names = names(row);
            while (row.next()) {
                rows.add(new WindowRow(
                        key(row, table.substring(DruidSql.PREFIX.length())),
                        table.equals(OTHER) ? numbersByName(row) : numbers(row, names)));
            }
        } catch (SQLException e) {
            throw new UserError("Druid cannot be asked at " + druid.jdbcUrl() + ": " + e.getMessage(), e);
        }
    }

    private static List<String> names(ResultSet rows) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int n = 1; n <= rows.getMetaData().getColumnCount(); n++) {
            names.add(rows.getMetaData().getColumnLabel(n));
        }
        return names;
    }

    private static WindowRow.Key key(ResultSet row, String grain) throws SQLException {
        return new WindowRow.Key(
                grain,
                row.getString("source"),
                Instant.ofEpochMilli(row.getLong("start_ms")),
                Instant.ofEpochMilli(row.getLong("end")),
                row.getString("incarnation"),
                row.getString("run"),
                row.getString("view"),
                row.getString("subject_kind"),
                row.getString("subject"),
                row.getString("reason"),
                Boolean.parseBoolean(row.getString("spread")),
                row.getString("known"));
    }

    /** Columns of views have a dot in their names, and no others have. */
    private static SortedMap<String, BigDecimal> numbers(ResultSet row, List<String> names) throws SQLException {
        SortedMap<String, BigDecimal> numbers = new TreeMap<>();
        for (int n = 0; n < names.size(); n++) {
            if (names.get(n).contains(".") || NUMBERS.contains(names.get(n))) {
                long value = row.getLong(n + 1);
                if (!row.wasNull()) {
                    numbers.put(names.get(n), WindowRow.number(value));
                }
            }
        }
        return numbers;
    }

    private static SortedMap<String, BigDecimal> numbersByName(ResultSet row) throws SQLException {
        SortedMap<String, BigDecimal> numbers = new TreeMap<>();
        for (String name : NUMBERS) {
            numbers.put(name, WindowRow.number(row.getLong(name)));
        }
        put(numbers, row.getString("sums_text"), "");
        put(numbers, row.getString("largest_text"), WindowRow.LARGEST);
        return numbers;
    }

    private static void put(SortedMap<String, BigDecimal> numbers, @Nullable String json, String end) {
        if (json != null) {
            Json.read(json)
                    .properties()
                    .forEach(entry -> numbers.put(
                            entry.getKey() + end,
                            entry.getValue().isIntegralNumber()
                                    ? WindowRow.number(entry.getValue().asLong())
                                    : WindowRow.number(entry.getValue().asDouble())));
        }
    }
}
