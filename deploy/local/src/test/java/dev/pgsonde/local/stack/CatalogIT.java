package dev.pgsonde.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgsonde.schema.ColumnKind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue's SQL on a real server of each major version, asked by a role that has pg_monitor and nothing else. */
class CatalogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SECRET = "hunter2";
    /** There is something to say only while somebody is connected, or at work. */
    private static final Set<String> FLEETING = Set.of(
            "replication",
            "progress_vacuum",
            "progress_analyze",
            "progress_create_index",
            "progress_copy",
            "progress_cluster",
            "progress_basebackup");

    private final Children children = new Children();
    private final DataDirectory data = DataDirectory.create(null, Path.of("/tmp"));
    private final Home home = TestSurroundings.of(new ToldProgress()).home();
    private final Workplace at = new Workplace(home, data, new Ports(new Random()), children, new ClassArchive(home));

    @AfterEach
    void stopAll() {
        children.stopAll(PATIENCE);
        data.delete();
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18})
    void everyViewAnswersAsTheCatalogueSays(int major) throws SQLException, IOException {
        Postgres postgres = CatalogServers.start(at, major);
        CatalogServers.work(postgres, major);
        try (Connection owner = postgres.connect("postgres");
                Connection agent = CatalogServers.asAgent(postgres.jdbcUrl("postgres"))) {
            CatalogServers.lock(owner);
            List<AskedView> asked = AskedView.all(agent);
            asked.forEach(CatalogIT::isAsDescribed);
            assertThat(asked)
                    .filteredOn(view -> !FLEETING.contains(view.name()))
                    .allSatisfy(view -> assertThat(view.rows()).as(view.name()).isNotEmpty());
            assertThat(asked).noneMatch(view -> view.rows().toString().contains(SECRET));
            assertThat(new Coverage().forgotten(agent, asked)).isEmpty();
            isTrue(asked);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void nothingIsAskedOfAStandbyThatOnlyAPrimaryKnows(int major) throws Exception {
        Postgres primary = CatalogServers.start(at, major);
        try (Connection owner = primary.connect("postgres")) {
            CatalogServers.work(primary, major);
            String standby = CatalogServers.follow(at, primary, owner);
            try (Connection agent = CatalogServers.asAgent(standby);
                    Connection onPrimary = CatalogServers.asAgent(primary.jdbcUrl("postgres"))) {
                await().atMost(PATIENCE).until(() -> !view(AskedView.all(onPrimary), "replication")
                        .rows()
                        .isEmpty());
                List<AskedView> asked = AskedView.all(agent);
                asked.forEach(CatalogIT::isAsDescribed);
                assertThat(asked)
                        .extracting(AskedView::name)
                        .contains("recovery", "wal_receiver", "conflicts")
                        .doesNotContain("wal_lsn");
                assertThat(view(asked, "wal_receiver").rows()).hasSize(1);
                assertThat(asked).noneMatch(view -> view.rows().toString().contains(SECRET));
                assertThat(new Coverage().forgotten(agent, asked)).isEmpty();
                AskedView.all(onPrimary).forEach(CatalogIT::isAsDescribed);
            }
        }
    }

    private static void isAsDescribed(AskedView view) {
        assertThat(view.types().keySet())
                .as("columns of " + view.name())
                .containsExactlyInAnyOrderElementsOf(view.view().columns().keySet());
        view.view().columns().forEach((column, described) -> assertThat(
                        String.valueOf(view.types().get(column)))
                .as(view.name() + "." + column)
                .isIn(typesOf(described.kind())));
        assertThat(view.names())
                .as("names of " + view.name())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).doesNotContainNull().doesNotContain(""));
        if (view.columns(ColumnKind.LABEL).isEmpty()) {
            assertThat(view.rows()).as(view.name()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(view.sql()).doesNotContainIgnoringCase("order by").doesNotContainIgnoringCase("limit ");
    }

    private static Set<String> typesOf(ColumnKind kind) {
        return switch (kind) {
            case LABEL -> Set.of("int8", "text", "name");
            case COUNTER -> Set.of("int8");
            case RESET -> Set.of("int8", "oid", "timestamptz");
            case GAUGE -> Set.of("int8", "timestamptz", "text", "name");
            case FACT -> Set.of("text", "name");
        };
    }

    /** What the workload did, as the views must tell it. */
    private static void isTrue(List<AskedView> asked) {
        assertThat(view(asked, "tables").row("app", "log_2")).containsEntry("identity", "full");
        assertThat(view(asked, "tables").row("app", "parent"))
                .containsEntry("n_tup_ins", "20")
                .containsEntry("vacuum_count", "1");
        assertThat(view(asked, "tables").row("pg_catalog", "pg_class")).containsEntry("identity", null);
        assertThat(view(asked, "toast").row("app", "parent"))
                .extractingByKey("n_tup_ins")
                .isNotEqualTo("0");
        assertThat(view(asked, "table_state").row("app", "log_2")).containsEntry("root", "app.log");
        assertThat(view(asked, "functions").row("app", "twice(text)")).containsEntry("calls", "1");
        assertThat(view(asked, "indexes").row("app", "parent_pkey"))
                .extractingByKey("idx_scan")
                .isNotEqualTo("0");
        assertThat(view(asked, "publication_tables").names()).contains(List.of("few", "app", "parent"));
        assertThat(view(asked, "triggers").row("app", "parent")).containsEntry("triggers", "1 enabled, 0 disabled");
        assertThat(view(asked, "table_options").row("Odd.schema", "child"))
                .extractingByKey("options")
                .isEqualTo("table, with fillfactor=70");
        assertThat(view(asked, "foreign_keys_without_index").names())
                .containsExactlyInAnyOrder(
                        List.of("app", "child", "child_parent_id_fkey"),
                        List.of("app", "child", "odd"),
                        List.of("app", "log_1", "log_parent_id_fkey"),
                        List.of("app", "log_2", "log_parent_id_fkey"));
        assertThat(view(asked, "foreign_keys_without_index").row("app", "child", "odd"))
                .containsEntry("keys", "[\"Odd column\"]");
        assertThat(view(asked, "role_settings").row("role in database", "follower of all", "postgres", "search_path"))
                .containsEntry("known", "\"$user\", \"Odd.schema\"")
                .containsEntry("is_list", "1");
        assertThat(view(asked, "role_settings").row("role", "follower of all", "-", "my.secret"))
                .containsEntry("value", "(set, not published)")
                .containsEntry("known", null);
        assertThat(view(asked, "settings").row("wal_level")).containsEntry("place", "command line");
        assertThat(view(asked, "settings").row("max_connections")).containsEntry("place", "file");
        assertThat(view(asked, "statements").rows()).hasSizeGreaterThan(10);
        assertThat(view(asked, "statements").rows())
                .filteredOn(row -> "1".equals(row.get("calls")))
                .isNotEmpty()
                .allSatisfy(CatalogIT::squareIsOfItsOnlyCall);
        assertThat(view(asked, "xmin_holders").row("slot catalog")).containsEntry("holder", "catalog_slot");
        onlyWhatIsLockedIsUnknown(asked);
    }

    private static void squareIsOfItsOnlyCall(Map<String, @Nullable String> statement) {
        double millis = Double.parseDouble(String.valueOf(statement.get("total_exec_time_us"))) / 1000;
        assertThat(Double.parseDouble(String.valueOf(statement.get("exec_time_squares_ms2"))))
                .as(statement.toString())
                .isCloseTo(millis * millis, Offset.offset(1 + millis * 0.001));
    }

    private static void onlyWhatIsLockedIsUnknown(List<AskedView> asked) {
        assertThat(unknown(view(asked, "table_sizes")))
                .containsExactlyInAnyOrder(List.of("app", "log_1"), List.of("app", "child"));
        assertThat(unknown(view(asked, "index_sizes"))).containsExactly(List.of("app", "child_second"));
        assertThat(view(asked, "table_sizes").row("app", "log_1"))
                .containsEntry("main_bytes", null)
                .containsEntry("toast_bytes", null);
        assertThat(view(asked, "table_sizes").row("app", "child"))
                .containsEntry("main_bytes", "8192")
                .containsEntry("indexes_bytes", null);
    }

    /** The rows in which a number is missing; each has to say why. */
    private static List<List<@Nullable String>> unknown(AskedView sizes) {
        List<List<@Nullable String>> unknown = new ArrayList<>();
        for (int n = 0; n < sizes.rows().size(); n++) {
            Map<String, @Nullable String> row = sizes.rows().get(n);
            boolean known = row.entrySet().stream()
                    .allMatch(column -> column.getKey().equals("unknown") || column.getValue() != null);
            assertThat(row.get("unknown"))
                    .as(row.toString())
                    .matches(why -> known
                            ? why == null
                            : why != null && why.startsWith("locked by AccessExclusiveLock of process "));
            if (!known) {
                unknown.add(sizes.names().get(n));
            }
        }
        return unknown;
    }

    private static AskedView view(List<AskedView> asked, String name) {
        return asked.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
