package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.catalog.Catalog;
import dev.pgsonde.catalog.Remark;
import dev.pgsonde.catalog.UserCatalog;
import dev.pgsonde.collect.look.Answer;
import dev.pgsonde.collect.server.Session;
import dev.pgsonde.schema.Column;
import dev.pgsonde.schema.LongColumn;
import dev.pgsonde.schema.TextColumn;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metric definitions of a user's, asked of real servers as a round asks them. */
class UserMetricsIT {
    private final UserCatalog catalog = UserCatalog.read(
            List.of(TestSurroundings.repository().resolve("schemas/src/test/resources/user/pgwatch/metrics.yaml")),
            Catalog.standard(),
            null);
    private final Map<String, List<Column>> answers = new LinkedHashMap<>();
    private final Map<String, String> refusals = new TreeMap<>();
    private final Map<String, String> remedies = new TreeMap<>();

    static IntStream majors() {
        return IntStream.rangeClosed(13, 18);
    }

    @ParameterizedTest
    @MethodSource("majors")
    void whatCanBeUsedIsAskedAndWhatCannotIsRefusedAlone(int major) throws SQLException, IOException {
        try (WatchedPostgres place =
                        new WatchedPostgres(major, Map.of("shared_preload_libraries", "pg_stat_statements"));
                Session session = prepared(place).openFirst()) {
            ask(session);
            assertThat(refusals)
                    .containsOnlyKeys("hidden_write", "load")
                    .hasEntrySatisfying("hidden_write", reason -> assertThat(reason)
                            .contains(major < 15 ? "\"counted\" does not exist" : "read-only transaction"))
                    .hasEntrySatisfying("load", reason -> assertThat(reason).contains("get_load_of_machine()"));
            assertThatTheyAreDescribedAs(major);
            assertThat(column("running", "backends").rows()).isEqualTo(3);
            assertThat(((TextColumn) column("pgwatch_statements", "tag_queryid")).values())
                    .allMatch(id -> id.matches("-?[0-9]+"));
            assertThat(((LongColumn) column("size", "size_b")).values()[0]).isGreaterThan(1_000_000);
            whatWasRunByHandMakesTheRestUsable(place, session, major);
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

    private static dev.pgsonde.collect.server.Postgres prepared(WatchedPostgres place)
            throws SQLException, IOException {
        prepare(place);
        return place.watched("postgres");
    }

    /** Before 15 anybody may create functions in public, and so nothing is found there. */
    private void whatWasRunByHandMakesTheRestUsable(WatchedPostgres place, Session session, int major)
            throws SQLException {
        for (Remark remark : catalog.remarks()) {
            if (remark.metric().equals("load")) {
                place.run("postgres", remark.sql());
            }
        }
        refusals.clear();
        if (major < 15) {
            ask(session);
            assertThat(remedies.get("load")).contains("trusted_schemas: {load: [public]}");
            place.run("postgres", "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            refusals.clear();
        }
        ask(session);
        assertThat(refusals).containsOnlyKeys("hidden_write");
        assertThat(refusals.get("hidden_write")).contains("read-only transaction");
        assertThat(described()).containsEntry("load", "load_1min GAUGE fraction");
    }

    /** The extension is where nobody looks who does not ask for it. */
    private static void prepare(WatchedPostgres place) throws SQLException {
        place.run(
                "postgres",
                "CREATE SCHEMA \"Odd place\"",
                "CREATE EXTENSION pg_stat_statements SCHEMA \"Odd place\"",
                "CREATE SEQUENCE counted",
                "GRANT USAGE ON SCHEMA \"Odd place\" TO PUBLIC",
                "GRANT USAGE ON SEQUENCE counted TO PUBLIC",
                "SELECT count(*) FROM pg_class");
    }

    private void ask(Session session) throws SQLException {
        Session.Wanted all = new Session.Wanted(catalog.views(), null, false, false, () -> false);
        for (Answer answer : session.look(all).part().answers()) {
            if (answer.unknown() == null) {
                answers.put(answer.view().view(), answer.columns());
            } else {
                refusals.put(answer.view().view(), answer.unknown());
                remedies.put(answer.view().view(), String.valueOf(answer.remedy()));
            }
        }
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
