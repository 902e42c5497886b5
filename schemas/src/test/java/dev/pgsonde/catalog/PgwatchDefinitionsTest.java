package dev.pgsonde.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsonde.process.UserError;
import dev.pgsonde.schema.ColumnKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgwatchDefinitionsTest {
    private final Path file = resource("/user/pgwatch/metrics.yaml");
    private final UserCatalog catalog = read(null, file);

    @Test
    void allThatCanBeAskedBecomesAView() {
        assertThat(catalog.views())
                .extracting(View::view)
                .containsExactly(
                        "backend_states",
                        "commits",
                        "checkpoints_of_17",
                        "receiver",
                        "pgwatch_statements",
                        "uptime",
                        "values_of_ours",
                        "running",
                        "pgwatch_wal",
                        "size",
                        "advice_on_users",
                        "advice_on_tables",
                        "reco_tables",
                        "load",
                        "hidden_write",
                        "odd_name",
                        "until_17");
    }

    @Test
    void theAttributesOfAMetricAreThoseOfItsView() {
        View states = view("backend_states");

        assertThat(states.about()).isEqualTo("How many backends are in which state.");
        assertThat(states.scope()).isEqualTo(View.Scope.SERVER);
        assertThat(states.role()).isEqualTo(View.Role.ANY);
        assertThat(states.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(states.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(states.searchPath()).containsExactly("public");
        assertThat(states.sqlFor(13)).hasValueSatisfying(sql -> assertThat(sql).endsWith("2"));
        assertThat(view("checkpoints_of_17").role()).isEqualTo(View.Role.PRIMARY);
        assertThat(view("receiver").role()).isEqualTo(View.Role.STANDBY);
        assertThat(view("commits").scope()).isEqualTo(View.Scope.DATABASE);
        assertThat(view("commits").timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void tagsAreLabelsNumbersCountUnlessTheyAreGaugesAndTheRestIsRead() {
        View commits = view("commits");

        assertThat(kind(commits, "tag_database", false)).contains(ColumnKind.LABEL);
        assertThat(kind(commits, "xact_commit", true)).contains(ColumnKind.COUNTER);
        assertThat(kind(commits, "numbackends", true)).contains(ColumnKind.GAUGE);
        assertThat(kind(commits, "note", false)).contains(ColumnKind.GAUGE);
        assertThat(kind(commits, "epoch_ns", true)).isEmpty();
        assertThat(kind(view("backend_states"), "backends", true)).contains(ColumnKind.GAUGE);
    }

    @Test
    void aPlaceholderSaysThatItsVersionsAreNotAsked() {
        View checkpoints = view("checkpoints_of_17");

        assertThat(checkpoints.sqlFor(16)).isEmpty();
        assertThat(checkpoints.sqlFor(18)).isPresent();
        assertThat(view("until_17").sqlFor(16)).contains("select 1 as one");
        assertThat(view("until_17").sqlFor(17)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            change_events           | has no SQL: pgwatch's own program fills it
            server_log_event_counts | has no SQL: pgwatch's own program fills it
            only_before             | has SQL only for versions before 13
            pooler_pools            | asks a connection pooler (show pools), not PostgreSQL
            pooler_nodes            | asks a connection pooler (show pool_nodes), not PostgreSQL
            two_statements          | has 2 statements in one text
            writes                  | begins with delete, and only SELECT, WITH, VALUES, TABLE and SHOW read
            writes_on_the_way       | changes data (DELETE), and a round only reads
            whole_other_shape       | has no sqls
            nobody                  | has no sqls
            confused                | has the node_status sideways
            """)
    void whatCannotBeUsedIsListedWithItsReason(String metric, String reason) {
        assertThat(catalog.unusable())
                .filteredOn(unusable -> unusable.metric().equals(metric))
                .singleElement()
                .satisfies(unusable -> {
                    assertThat(unusable.reason()).isEqualTo(reason);
                    assertThat(unusable.whatToDo()).isNotBlank();
                });
    }

    @Test
    void whatMustBeRunByHandIsShownAndNeverRun() {
        assertThat(catalog.remarks())
                .extracting(Remark::metric)
                .containsExactly("statements", "advice_on_tables", "load", "until_17");
        assertThat(UserCatalogText.brief(catalog))
                .startsWith("28 metrics of " + file + ": 17 used, 11 not:")
                .contains("  advice_on_tables: disabled_days has no effect here")
                .noneMatch(line -> line.contains("CREATE"));
        assertThat(UserCatalogText.whole(catalog)).contains("      CREATE EXTENSION IF NOT EXISTS pg_stat_statements;");
    }

    @Test
    void aPresetChoosesAndGivesTheCadence() {
        UserCatalog few = read("few", file);

        assertThat(few.views()).extracting(View::view).containsExactly("backend_states", "commits");
        assertThat(few.views()).extracting(View::every).containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(2));
        assertThat(UserCatalogText.brief(few))
                .startsWith("28 metrics of " + file + ": 2 used, 1 not, 25 not in the preset:");
        assertThatThrownBy(() -> read("many", file))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("has the preset many; there are advice, few");
    }

    @Test
    void recommendationsAreAskedTogether() {
        assertThat(read("advice", file).views())
                .extracting(view -> view.view() + " " + view.every())
                .containsExactly("reco_tables PT1H");
    }

    @Test
    void whatAPresetAsksForAndNobodyDefinesIsListed(@TempDir Path folder) throws IOException {
        Path definitions = Files.writeString(
                folder.resolve("a.yaml"),
                "{metrics: {m: {sqls: {13: select 1}}}, presets: {p: {metrics: {m: 5, n: 5}}}}");

        assertThat(read("p", definitions).unusable())
                .containsExactly(new Unusable("n", "the preset p asks for it, and no file defines it", "define it"));
    }

    @Test
    void oursComeFirst() {
        Catalog standard = Catalog.standard();

        assertThat(standard.with(catalog.views()).views())
                .startsWith(standard.views().toArray(View[]::new))
                .endsWith(view("until_17"));
    }

    @Test
    void aMetricThatTwoFilesHaveIsTakenOnce(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "metrics: {m: {sqls: {13: select 1 as a}}}");
        Files.writeString(folder.resolve("b.yml"), "metrics: {m: {sqls: {13: select 1 as b}}}");
        Files.writeString(folder.resolve("new_metrics.yaml"), "");

        UserCatalog twice = read(null, folder);

        assertThat(twice.views()).singleElement().satisfies(view -> assertThat(view.sqlFor(13))
                .contains("select 1 as a"));
        assertThat(twice.unusable()).singleElement().satisfies(unusable -> assertThat(unusable.reason())
                .isEqualTo("is in " + folder.resolve("a.yaml") + " too, which is used"));
    }

    @Test
    void theFoldersOfVersion2AreReadToo(@TempDir Path folder) throws IOException {
        write(folder, "locks_held/9.0/metric.sql", "select 1 as old");
        write(
                folder,
                "locks_held/10/metric.sql",
                "select mode as tag_mode, count(*) as held from pg_locks group by 1;");
        write(folder, "locks_held/10/metric_su.sql", "select 2 as two");
        write(folder, "locks_held/metric_attrs.yaml", "---\nis_instance_level: true\nstatement_timeout_seconds: 3\n");
        write(folder, "locks_held/column_attrs.yaml", "prometheus_gauge_columns: [held]\n");
        write(folder, "place/11/metric_master.sql", "select 1 as here");
        write(folder, "place/11/metric_standby.sql", "select 2 as there");
        write(folder, "preset-configs.yaml", "- name: all\n  metrics: {locks_held: 20, place: 60}\n");

        UserCatalog old = read("all", folder);

        assertThat(old.views()).extracting(View::view).containsExactly("locks_held", "place");
        View held = old.views().get(0);
        assertThat(held.sqlFor(13)).hasValueSatisfying(sql -> assertThat(sql).endsWith("group by 1"));
        assertThat(held.scope()).isEqualTo(View.Scope.SERVER);
        assertThat(held.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(held.every()).isEqualTo(Duration.ofSeconds(20));
        assertThat(kind(held, "held", true)).contains(ColumnKind.GAUGE);
        assertThat(read(null, folder).views())
                .extracting(view -> view.view() + " " + view.role())
                .containsExactly("locks_held ANY", "place PRIMARY", "place_standby STANDBY");
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private View view(String name) {
        return catalog.views().stream()
                .filter(view -> view.view().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<ColumnKind> kind(View view, String column, boolean numbers) {
        return view.column(column, numbers).map(View.ViewColumn::kind);
    }

    private static UserCatalog read(@org.jspecify.annotations.Nullable String preset, Path path) {
        return UserCatalog.read(List.of(path), Catalog.standard(), preset);
    }

    private static Path resource(String name) {
        try {
            return Path.of(PgwatchDefinitionsTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
