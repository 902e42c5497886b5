package dev.pgsonde.local.scenario;

import static dev.pgsonde.local.scenario.Stories.HOT_TABLE;
import static dev.pgsonde.local.scenario.Stories.about;
import static dev.pgsonde.local.scenario.Stories.deadRowsOf;
import static dev.pgsonde.local.scenario.Stories.hasRelated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsonde.schema.Alert;
import dev.pgsonde.schema.Alert.AlertState;
import dev.pgsonde.schema.Alert.Direction;
import dev.pgsonde.schema.Alert.Severity;
import dev.pgsonde.schema.Alert.VerdictClass;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people went through, on PostgreSQL 17 and 18: verdict, subject and first cause as they were found in the end. Four
 * stories run side by side, so that minutes are enough, on one version after the other, so that two cores are; then each
 * scenario is looked up.
 */
class ScenariosIT {
    private static AllStories.Told all = AllStories.Told.NOTHING;

    @BeforeAll
    static void tellAllStories() throws Exception {
        all = AllStories.tell(17).and(AllStories.tell(18));
    }

    @AfterAll
    static void sayWhatWasTold() {
        all.alerts()
                .forEach(alert ->
                        System.out.println(alert.source() + " " + alert.detectedAt() + " " + alert.stage() + " "
                                + alert.verdict() + " " + alert.severity() + " " + alert.summary() + " related "
                                + alert.related().stream()
                                        .map(related -> related.metric() + " " + related.subject())
                                        .toList()
                                + " since " + alert.onset() + " causes "
                                + alert.causes().stream()
                                        .map(cause -> cause.kind() + " " + cause.score() + " at " + cause.at())
                                        .toList()));
    }

    private static List<Alert> told(String story, int major) {
        return all.alerts().stream()
                .filter(alert -> alert.source().equals(story + "-" + major))
                .toList();
    }

    private static Alert first(String story, int major, Predicate<Alert> such) {
        Optional<Alert> first = told(story, major).stream().filter(such).findFirst();
        assertThat(first)
                .as(
                        "alerts of %s-%d: %s\nnot told: %s",
                        story, major, summaries(told(story, major)), untold(story, major))
                .isPresent();
        return first.orElseThrow();
    }

    private static List<String> summaries(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> alert.verdict() + " " + alert.stage() + " " + alert.summary())
                .toList();
    }

    private static List<String> untold(String story, int major) {
        return all.untold().stream()
                .filter(judged -> judged.source().equals(story + "-" + major))
                .map(judged -> judged.at() + " " + judged.metric() + " " + judged.failed())
                .toList();
    }

    /** By itself or among what moved with it: which of them leads is a matter of which is seen first. */
    private static Predicate<Alert> tellsOf(String metric, VerdictClass verdict) {
        return alert -> (alert.metric().equals(metric) && alert.verdict() == verdict)
                || alert.related().stream()
                        .anyMatch(related -> related.metric().equals(metric) && related.verdict() == verdict);
    }

    private static String cause(Alert alert) {
        return alert.causes().get(0).kind();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f01ReplicaIdentityFullRightAfterACheckpoint(int major) {
        Alert alert = first("wal", major, about("wal_bytes_per_commit"));

        assertThat(alert.verdict()).isEqualTo(VerdictClass.REGRESSION);
        assertThat(alert.direction()).isEqualTo(Direction.UP);
        assertThat(alert.ratio()).isBetween(1.4, 2.6);
        assertThat(cause(alert)).isEqualTo("replica_identity");
        assertThat(alert.causes().get(0).subjects()).containsExactly("app.public.docs");
        assertThat(alert.remedy()).endsWith("\nALTER TABLE public.docs REPLICA IDENTITY DEFAULT;");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f02WalLevelLogicalIsASmallRegressionAndNoMatterOfIdentity(int major) {
        Alert alert = first("findings", major, about("wal_bytes_per_commit"));

        assertThat(alert.verdict()).isEqualTo(VerdictClass.REGRESSION);
        assertThat(alert.ratio()).isBetween(1.05, 1.35);
        assertThat(told("findings", major))
                .filteredOn(other -> other.id().equals(alert.id()))
                .noneMatch(other -> other.severity() == Severity.PAGE);
        assertThat(cause(alert)).isEqualTo("setting");
        assertThat(alert.causes().get(0).subjects()).containsExactly("wal_level");
        assertThat(alert.causes()).extracting(Alert.Cause::kind).doesNotContain("replica_identity");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f03BackToTheDefaultResolvesTheSameIncident(int major) {
        Alert began = first("wal", major, about("wal_bytes_per_commit"));
        Alert ended =
                first("wal", major, about("wal_bytes_per_commit").and(alert -> alert.state() == AlertState.RESOLVED));

        assertThat(ended.id()).isEqualTo(began.id());
        assertThat(ended.incident()).isEqualTo(began.incident());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f04AnIndexThatAForeignKeyNeeds(int major) {
        Alert alert = first("reading", major, about("seq_tup_read_per_commit").or(about("statement_us_per_commit")));

        assertThat(alert.verdict()).isEqualTo(VerdictClass.REGRESSION);
        assertThat(cause(alert)).isEqualTo("index");
        assertThat(alert.causes().get(0).subjects()).anyMatch(subject -> subject.startsWith("app.public.alias"));
        assertThat(alert.remedy())
                .contains("CREATE INDEX CONCURRENTLY ")
                .contains(" ON public.alias")
                .contains("(parent_id);");
        assertThat(told("reading", major))
                .filteredOn(other -> other.incident().equals(alert.incident()))
                .as("why none is a page: %s", alert.severityReason())
                .anyMatch(other -> other.severity() == Severity.PAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f05OneFlushForEachCommit(int major) {
        Alert alert = finding("commit_bound", major);

        assertThat(alert.subject()).isEqualTo("findings-" + major);
        assertThat(alert.now()).isGreaterThan(0.8);
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f09FewerCallsAreNoChange(int major) {
        assertThat(told("load", major))
                .filteredOn(alert -> alert.metric().startsWith("wal_bytes"))
                .isEmpty();
        assertThat(told("load", major)).noneMatch(hasRelated("wal_bytes_per_call"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f10CountersThatWereResetAreUnknownAndNeverDivided(int major) {
        assertThat(all.reasons().get("load-" + major)).contains("statistics_reset");
        assertThat(told("load", major))
                .filteredOn(alert -> alert.metric().startsWith("wal_flushes"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f11APoolThatResetsEverySession(int major) {
        Alert alert = finding("session_reset_storm", major);

        assertThat(alert.now()).isGreaterThan(0.25);
        assertThat(cause(alert)).isEqualTo("statement");
        assertThat(alert.causes())
                .filteredOn(cause -> cause.kind().equals("application"))
                .anySatisfy(cause -> assertThat(cause.subjects()).containsExactly("pooled-app"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f12IdleInTransaction(int major) {
        Alert alert = finding("idle_in_transaction", major);

        assertThat(alert.summary()).contains("forgetful");
        assertThat(alert.remedy()).containsPattern("\nSELECT pg_catalog\\.pg_terminate_backend\\(");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f13TemporaryTablesForEachCall(int major) {
        Alert alert = finding("temp_table_churn", major);

        assertThat(cause(alert)).isEqualTo("table");
        assertThat(alert.causes().get(0).subjects().get(0)).startsWith("app.pg_catalog.pg_");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f14ATableThatIsAQueue(int major) {
        Alert alert = finding("queue_like_table", major);

        assertThat(alert.subject()).isEqualTo("app.public.staging");
        assertThat(alert.remedy()).contains("ALTER TABLE public.staging").contains("TRUNCATE");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f15DeadRowsThatAutovacuumDoesNotRemove(int major) {
        Alert alert = first("reading", major, deadRowsOf(HOT_TABLE));

        if (alert.metric().equals("dead_per_live")) {
            assertThat(alert.verdict()).isEqualTo(VerdictClass.REGRESSION);
            assertThat(alert.causes().get(0).subjects()).containsExactly("autovacuum");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f17MoreClientsAndNotMoreWorkIsTheApplicationsDoing(int major) {
        Alert alert = first("load", major, about("open_sessions"));

        assertThat(alert.verdict()).isEqualTo(VerdictClass.APPLICATION_BOUND);
        assertThat(alert.severity()).isEqualTo(Severity.INFO);
        assertThat(cause(alert)).isEqualTo("application");
        assertThat(alert.causes().get(0).subjects()).contains("web");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f20APoolThatIsTooLarge(int major) {
        Alert alert = finding("pool_over_provisioned", major);

        assertThat(alert.subjectKind()).isEqualTo("application");
        assertThat(alert.subject()).isEqualTo("big-pool");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f26MoreWorkInEachTransactionIsNoRegression(int major) {
        assertThat(told("wal", major))
                .filteredOn(alert -> alert.metric().equals("wal_bytes_per_commit"))
                .filteredOn(alert -> alert.verdict() == VerdictClass.REGRESSION)
                .extracting(Alert::id)
                .containsOnly(first("wal", major, about("wal_bytes_per_commit")).id());
        Alert batched = first("wal", major, tellsOf("wal_bytes_per_commit", VerdictClass.COMPOSITION));
        assertThat(batched.severity()).isEqualTo(Severity.INFO);
        first("wal", major, tellsOf("wal_flushes_per_changed_row", VerdictClass.IMPROVEMENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f27ANewStatementThatReadsAllPartitions(int major) {
        Alert dropped = first("reading", major, about("seq_tup_read_per_commit").or(about("statement_us_per_commit")));
        Alert alert = first(
                "reading",
                major,
                about("seq_tup_read_per_commit")
                        .or(about("statement_us_per_commit"))
                        .and(other -> other.onset().isAfter(dropped.onset().plus(Place.WINDOW.multipliedBy(6)))));

        assertThat(alert.verdict()).isEqualTo(VerdictClass.REGRESSION);
        assertThat(cause(alert)).isEqualTo("new_statement");
        assertThat(alert.causes().get(0).subjects().get(0)).startsWith("app.search.");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f29ASlotThatNobodyReads(int major) {
        Alert alert = finding("slot_retains_wal", major);

        assertThat(alert.subject()).isEqualTo("forgotten");
        assertThat(alert.summary())
                .contains("retains")
                .containsPattern("more every hour, at that pace the disk is full in ");
        assertThat(alert.remedy()).endsWith("\nSELECT pg_catalog.pg_drop_replication_slot('forgotten');");
        assertThat(alert.severityReason()).contains("time until the disk is full");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void f30TemporaryFilesAndWhoseTheyAre(int major) {
        Alert alert = finding("temp_files", major);

        assertThat(cause(alert)).isEqualTo("statement");
        assertThat(alert.causes().get(0).evidence()).contains("analyst");
    }

    private static Alert finding(String rule, int major) {
        Alert alert = first("findings", major, about(rule));
        assertThat(alert.verdict()).isEqualTo(VerdictClass.FINDING);
        return alert;
    }
}
