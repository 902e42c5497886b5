package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Remark;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.catalog.View;
import dev.pgsonde.collect.server.SearchPath;
import dev.pgsonde.collect.server.ViewReader;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metric definitions of a user's, asked of real servers as a round asks them. */
class UserMetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ToldProgress progress = new ToldProgress();
    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp")); // where nobody can go
    private final UserCatalog catalog = UserCatalog.read(
            List.of(TestSurroundings.repository().resolve("schemas/src/test/resources/user/pgwatch/metrics.yaml")),
            Catalog.standard(),
            null);
    private final ViewReader reader = new ViewReader();
    private final Map<String, List<Column>> answers = new LinkedHashMap<>();
    private final Map<String, String> refusals = new TreeMap<>();

    static IntStream majors() {
        return IntStream.rangeClosed(13, 18);
    }

    @AfterEach
    void stopAll() {
        children.stopAll(PATIENCE);
        data.delete();
    }

    @ParameterizedTest
    @MethodSource("majors")
    void whatCanBeUsedIsAskedAndWhatCannotIsRefusedAlone(int major) throws SQLException {
        Postgres postgres = start(major);
        try (Connection connection = postgres.connect("postgres")) {
            prepare(connection);
            ask(connection, major);
            assertThat(refusals)
                    .containsOnlyKeys("hidden_write", "load")
                    .hasEntrySatisfying(
                            "hidden_write", reason -> assertThat(reason).contains("read-only transaction"))
                    .hasEntrySatisfying("load", reason -> assertThat(reason).contains("get_load_of_machine()"));
            assertThatTheyAreDescribedAs(major);
            assertThat(column("running", "backends").rows()).isEqualTo(3);
            assertThat(((TextColumn) column("pgwatch_statements", "tag_queryid")).values())
                    .allMatch(id -> id.matches("-?[0-9]+"));
            assertThat(((LongColumn) column("size", "size_b")).values()[0]).isGreaterThan(1_000_000);
            whatWasRunByHandMakesTheRestUsable(connection, major);
        }
    }

    private void assertThatTheyAreDescribedAs(int major) {
        String note = major < 17 ? "" : ", note GAUGE text";
        assertThat(described())
                .containsEntry("backend_states", "tag_state LABEL text, backends GAUGE whole, waits_for GAUGE text")
                .containsEntry(
                        "commits",
                        "numbackends GAUGE whole, tag_database LABEL text, xact_commit COUNTER whole,"
                                + " blk_read_time COUNTER fraction, blocks COUNTER whole, stats_reset GAUGE whole"
                                + note)
                .containsEntry(
                        "pgwatch_statements",
                        "tag_queryid LABEL text, calls COUNTER whole, total_time COUNTER fraction")
                .containsEntry("uptime", "server_version GAUGE text")
                .containsEntry("running", "backends GAUGE whole, state LABEL text")
                .containsEntry("pgwatch_wal", "wal_distance COUNTER whole")
                .containsEntry("size", "size_b GAUGE whole")
                .doesNotContainKeys("receiver", major < 17 ? "checkpoints_of_17" : "until_17");
        if (major >= 17) {
            assertThat(described())
                    .containsEntry("checkpoints_of_17", "num_timed COUNTER whole, num_requested COUNTER whole");
        }
    }

    private void whatWasRunByHandMakesTheRestUsable(Connection connection, int major) throws SQLException {
        for (Remark remark : catalog.remarks()) {
            if (remark.metric().equals("load")) {
                execute(connection, remark.sql());
            }
        }
        refusals.clear();
        ask(connection, major);
        assertThat(refusals).containsOnlyKeys("hidden_write");
        assertThat(described()).containsEntry("load", "load_1min GAUGE fraction");
    }

    private Postgres start(int major) {
        Home home = TestSurroundings.of(progress).home();
        Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));
        PostgresPlan plan = PostgresPlan.of(major, Map.of("shared_preload_libraries", "pg_stat_statements"));
        try (Progress.Step step = progress.begin("PostgreSQL")) {
            return Postgres.start(at, plan.at(at.ports().take("PostgreSQL", 0)), step);
        }
    }

    /** The extension is where nobody looks who does not ask for it. */
    private static void prepare(Connection connection) throws SQLException {
        execute(connection, "CREATE SCHEMA \"Odd place\"");
        execute(connection, "CREATE EXTENSION pg_stat_statements SCHEMA \"Odd place\"");
        execute(connection, "CREATE SEQUENCE counted");
        execute(connection, "SELECT count(*) FROM pg_class");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void ask(Connection connection, int major) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            statement.execute(SearchPath.STANDARD);
            statement.execute("SAVEPOINT view");
            for (View view : catalog.views()) {
                String sql = view.sqlFor(major).orElse(null);
                if (sql != null && view.role() != View.Role.STANDBY) {
                    ask(statement, view, sql);
                }
            }
            statement.execute("COMMIT");
        }
    }

    private void ask(Statement statement, View view, String sql) throws SQLException {
        long millis = Objects.requireNonNull(view.timeout()).toMillis();
        statement.execute("SET LOCAL statement_timeout = " + millis);
        statement.execute(SearchPath.before(view).orElseThrow());
        try (ResultSet answer = statement.executeQuery(sql)) {
            answers.put(view.view(), reader.read(view, answer));
        } catch (SQLException e) {
            refusals.put(view.view(), String.valueOf(e.getMessage()));
        }
        statement.execute("ROLLBACK TO SAVEPOINT view");
    }

    private Map<String, String> described() {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> described(entry.getValue())));
    }

    private static String described(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.kind() + " " + type(column))
                .collect(Collectors.joining(", "));
    }

    private static String type(Column column) {
        return switch (column.getClass().getSimpleName()) {
            case "LongColumn" -> "whole";
            case "DoubleColumn" -> "fraction";
            default -> "text";
        };
    }

    private Column column(String view, String name) {
        return Objects.requireNonNull(answers.get(view)).stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
